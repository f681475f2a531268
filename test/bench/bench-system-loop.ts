/** Runs the kernels of a scoring run in one thread of one process and prints one JSON line. bench-system runs it. */
import { FEATURE_SETS, featureSetId, manifestLine, type ManifestLine } from '#libs/contracts';
import { chooseScorer, loadModel, selectEngine } from '#libs/model';
import {
  RangeSource,
  archiveKeys,
  modelKeys,
  openStore,
  readJsonLines,
  type ObjectStore,
} from '#libs/storage';
import { extractClips } from '../../apps/worker-features/src/extraction.js';
import { noTimes } from '#libs/features';
import { cpuMs } from './features/timing.js';

export interface LoopTask {
  readonly dir: string;
  readonly archiveId: string;
  readonly modelId: string;
  readonly clips: number;
}

export interface LoopFigures {
  readonly clipsPerSecond: number;
  /** CPU milliseconds per clip, which exclude other processes. */
  readonly cpuMs: number;
  /** Wall-clock milliseconds per clip, by stage. */
  readonly stages: Readonly<Record<string, number>>;
}

const SHARD_CLIPS = 64;
const definition = FEATURE_SETS['paper-20'];
const settings = { featureSetId: featureSetId(definition), definition, maxClipBytes: 128 * 1024 ** 2 };

const task = JSON.parse(process.argv[2] ?? '{}') as LoopTask;
const store = openStore({ kind: 'file', dir: task.dir });
const source = await RangeSource.open(store, archiveKeys.source(task.archiveId));
const shards = await readShards(store, task);
const selected = await selectEngine({});
const { modelId } = task;
const [json, weights] = await Promise.all([
  store.get(modelKeys.model(modelId)),
  store.get(modelKeys.weights(modelId)),
]);
const { scorer } = await chooseScorer(selected, loadModel({ json, weights }), { kind: 'auto', threads: 1 });
const total = { ...noTimes(), score: 0 };

// The first shards let V8 compile the hot loops. In the workers, an earlier training has done so.
for (const lines of shards.slice(0, 4)) await runShard(lines);
for (const stage of Object.keys(total) as (keyof typeof total)[]) total[stage] = 0;

const startedAt = performance.now();
const cpuBefore = cpuMs();
for (const lines of shards) await runShard(lines);
const seconds = (performance.now() - startedAt) / 1000;
const clips = shards.flat().length;
const stages = Object.fromEntries(Object.entries(total).map(([stage, ms]) => [stage, ms / clips]));
console.log(
  JSON.stringify({
    clipsPerSecond: clips / seconds,
    cpuMs: (cpuMs() - cpuBefore) / clips,
    stages,
  } satisfies LoopFigures),
);

async function runShard(lines: readonly ManifestLine[]): Promise<void> {
  const { values, frameCounts, stages } = await extractClips(() => Promise.resolve(source), lines, settings);
  for (const stage of Object.keys(stages) as (keyof typeof stages)[]) total[stage] += stages[stage];
  const scoredAt = performance.now();
  const offsets = new Float64Array(frameCounts.length + 1);
  frameCounts.forEach((frames, clip) => (offsets[clip + 1] = (offsets[clip] ?? 0) + frames));
  await scorer.predict({ offsets, values });
  total.score += performance.now() - scoredAt;
}

async function readShards(from: ObjectStore, { archiveId, clips }: LoopTask): Promise<ManifestLine[][]> {
  const found: ManifestLine[][] = [];
  let count = 0;
  for await (const line of readJsonLines(from, archiveKeys.manifest(archiveId), manifestLine)) {
    if (count % SHARD_CLIPS === 0) found.push([]);
    found.at(-1)?.push(line);
    count += 1;
    if (count >= clips) break;
  }
  return found;
}
