/**
 * Compares the whole system with the same kernels in a plain loop. Real processes (API, Redis, feature workers, GPU
 * worker) score an archive of real recordings, which repeat under other names until there are enough.
 *
 *   npm run bench:system -- --data FOLDER OF WAV FILES [--clips 20000] [--loop-clips 4000]
 *
 * `system_efficiency` is the clips per second of a scoring run, from the request to the stored results, with one
 * feature worker of one thread, over those of the loop. The loop runs in one thread of one process, reads the same
 * archive, extracts (with the hash of each clip) and scores, and writes nothing. `cpu_efficiency` is the same ratio of
 * CPU time per clip, to which other processes do not add.
 *
 * `two_workers_speedup` is the extraction rate of two workers over that of one, without a GPU worker, on at most 16,000
 * clips. Each worker is confined to its own core with `taskset`, like a container with one CPU; the figure is null
 * without `taskset`. `two_workers_speedup_free` is the same for unconfined workers, of which one takes about one and a
 * half cores.
 *
 * `bytes_written_outside` is what the kernel counted as written to disks by the API and the workers from the upload to
 * the run's end, with their store in memory. It is null if the host has no folder in memory. Nothing is cached between
 * the parts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { archiveView, type ScoringRunView, type TrainingRunView, roundTo } from '#libs/contracts';
import { type NamedBytes, labelledClips, unlabelledClips } from '#libs/synthetic';
import { startRedis } from '../services/redis.js';
import { RealFolder } from '../support/real-folder.js';
import { RealStack } from '../support/real-stack.js';
import { folderStore, type RealStore } from '../support/real-store.js';
import { RepeatedZip } from '../support/repeated-zip.js';
import type { LoopFigures, LoopTask } from './bench-system-loop.js';

/** A folder in memory. Files written there are not written to a disk. */
const MEMORY = '/dev/shm';
const RUN_MS = 30 * 60_000;
/** The interval between two queries of the progress. Each query takes time from the workers. */
const LOOK_MS = 250;
const LOOK_FOR_END_MS = 100;
/** A run has at most 256 shards of 64 clips in progress. Without a GPU worker none of them ends. */
const MOST_UNSCORED = 250 * 64;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    clips: { type: 'string', default: '20000' },
    'loop-clips': { type: 'string', default: '4000' },
  },
});
const clips = Number(options.clips);
/** Each worker has one thread, and reads one shard while it extracts another. */
const featuresEnv = { THREADS: '1', CONCURRENCY: '2', LOG_LEVEL: 'info' };

const redis = await startRedis();
if (redis.service === null) throw new Error(redis.missing);
const redisUrl = redis.service.url;
const isInMemory = existsSync(MEMORY);
try {
  await using store = await folderStore(isInMemory ? MEMORY : tmpdir());
  const zip = new RepeatedZip(readClips(), Infinity, clips);
  console.log(`${String(zip.entries.length)} clips, ${(zip.sizeBytes / 1024 ** 2).toFixed(0)} MB`);
  const whole = await scoreAll(store, zip);
  const loop = runLoop(store, whole);
  const one = await extractAll(store, whole, 1, false);
  const two = await extractAll(store, whole, 2, false);
  const ownCores = canConfine();
  const oneCore = ownCores ? await extractAll(store, whole, 1, true) : NaN;
  const twoCores = ownCores ? await extractAll(store, whole, 2, true) : NaN;
  console.table({
    'plain loop, one thread': { clips_per_s: roundTo(loop.clipsPerSecond, 1) },
    'system, one feature worker': { clips_per_s: roundTo(whole.clipsPerSecond, 1) },
    'extraction, one worker': { clips_per_s: roundTo(one, 1) },
    'extraction, two workers': { clips_per_s: roundTo(two, 1) },
    'extraction, one worker on one core': { clips_per_s: roundTo(oneCore, 1) },
    'extraction, two workers on a core each': { clips_per_s: roundTo(twoCores, 1) },
  });
  const formatPairs = (times: readonly (readonly [string, number])[]): string =>
    times.map(([name, ms]) => `${name} ${ms.toFixed(3)}`).join(', ');
  console.log(
    `the loop, ms a clip: ${formatPairs(Object.entries(loop.stages))}; CPU ${loop.cpuMs.toFixed(3)}`,
  );
  console.log(`the system, ms of CPU a clip: ${formatPairs(whole.cpu)}`);
  const written = whole.bytesWritten;
  console.log(`written outside of the store, bytes: ${written.map((of) => of.join(' ')).join(', ')}`);
  console.log(
    JSON.stringify({
      bench: 'system',
      node: process.version,
      clips: zip.entries.length,
      system_efficiency: roundTo(whole.clipsPerSecond / loop.clipsPerSecond, 2),
      cpu_efficiency: roundTo(loop.cpuMs / whole.cpu.reduce((sum, [, ms]) => sum + ms, 0), 2),
      two_workers_speedup: ownCores ? roundTo(twoCores / oneCore, 2) : null,
      two_workers_speedup_free: roundTo(two / one, 2),
      bytes_written_outside: isInMemory ? written.reduce((sum, [, bytes]) => sum + bytes, 0) : null,
    }),
  );
} finally {
  await redis.service.stop();
}

interface Whole {
  readonly archiveId: string;
  readonly modelId: string;
  readonly clipsPerSecond: number;
  /** The bytes written, by process. */
  readonly bytesWritten: readonly (readonly [string, number])[];
  /** CPU milliseconds per clip, by process. */
  readonly cpu: readonly (readonly [string, number])[];
}

/** Scores the archive with one feature worker and one GPU worker. */
async function scoreAll(store: RealStore, zip: RepeatedZip): Promise<Whole> {
  await using stack = await RealStack.start({
    redisUrl,
    store,
    featureWorkers: 1,
    gpuWorkers: 1,
    featuresEnv,
  });
  const modelId = await trainAnyModel(stack);
  const processes = [stack.apiProcess, ...stack.features, ...stack.gpus];
  // The first read of a new file updates its access time, which would count as a write to the disk.
  const writtenBefore = processes.map(({ pid }) => bytesWrittenBy(pid));
  const archiveId = await upload(stack.url, zip);
  const cpuBefore = processes.map(({ pid }) => cpuMs(pid));
  const startedAt = performance.now();
  const { id } = await stack.client.score({ archiveId, modelId });
  const run = (await stack.client.over(id, RUN_MS, LOOK_FOR_END_MS)) as ScoringRunView;
  const seconds = (performance.now() - startedAt) / 1000;
  const { scored, failed } = run.progress;
  if (run.state !== 'completed' || scored !== zip.entries.length)
    throw new Error(
      `The run ended ${run.state} with ${String(scored)} scored, ${String(failed)} failed.\n${stack.tails()}`,
    );
  return {
    archiveId,
    modelId,
    clipsPerSecond: scored / seconds,
    bytesWritten: processes.map(
      ({ app, pid }, at) => [app, bytesWrittenBy(pid) - (writtenBefore[at] ?? 0)] as const,
    ),
    cpu: processes.map(({ app, pid }, at) => [app, (cpuMs(pid) - (cpuBefore[at] ?? 0)) / scored] as const),
  };
}

/**
 * Measures clips per second from the first extracted clip to the last, without a GPU worker. The index already exists.
 */
async function extractAll(
  store: RealStore,
  { archiveId, modelId }: Whole,
  workers: number,
  onOwnCores: boolean,
): Promise<number> {
  await store.store.deletePrefix('features/');
  await using stack = await RealStack.start({
    redisUrl,
    store,
    featureWorkers: workers,
    gpuWorkers: 0,
    featuresEnv,
  });
  if (onOwnCores) stack.features.forEach(({ pid }, core) => confine(pid, core));
  const { id } = await stack.client.score({ archiveId, modelId });
  const begun = await stack.client.until(id, ({ progress }) => progress.extracted > 0, RUN_MS);
  const startedAt = performance.now();
  const isDone = ({ progress }: { progress: { extracted: number; failed: number } }) =>
    progress.extracted + progress.failed >= Math.min(clips, MOST_UNSCORED);
  const done = await stack.client.until(id, isDone, RUN_MS, LOOK_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  await stack.client.cancel(id);
  return (done.progress.extracted - begun.progress.extracted) / seconds;
}

/** Confines all threads of a process to a core, including those that it starts later. */
function confine(pid: number, core: number): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]);
}

function canConfine(): boolean {
  return availableParallelism() >= 2 && spawnSync('taskset', ['--version']).status === 0;
}

function runLoop({ env }: RealStore, { archiveId, modelId }: Whole): LoopFigures {
  const task: LoopTask = {
    dir: env['STORE_DIR'] ?? '',
    archiveId,
    modelId,
    clips: Number(options['loop-clips']),
  };
  const script = fileURLToPath(new URL('./bench-system-loop.js', import.meta.url));
  const output = execFileSync(process.execPath, [script, JSON.stringify(task)], { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as LoopFigures;
}

/** Trains a model to score with. Its predictions do not matter here. Afterwards all programs are loaded. */
async function trainAnyModel({ client }: RealStack): Promise<string> {
  await using folder = await RealFolder.make();
  const archiveId = await client.upload(await folder.zip('labelled.zip', labelledClips(1, 4, 2)));
  const { id } = await client.train({ archiveId, corpus: 'folder', epochs: 1 });
  const run = (await client.until(id, ({ state }) => state === 'completed')) as TrainingRunView;
  const modelId = run.modelId ?? '';
  await client.over((await client.score({ archiveId, modelId })).id);
  return modelId;
}

/** Sends the archive while it is generated. Only node:http keeps pace with the server. */
async function upload(url: string, zip: RepeatedZip): Promise<string> {
  const outgoing = request(`${url}/v1/archives?name=bench.zip`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip', 'content-length': zip.sizeBytes },
  });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(zip.pieces()), outgoing);
  const [response] = await answer;
  return archiveView.parse(await json(response)).id;
}

function readClips(): readonly NamedBytes[] {
  const { data } = options;
  if (data === undefined)
    return unlabelledClips(1, 60).files.filter(({ name }) => name.startsWith('calls/call-'));
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.wav$/i.test(name),
  );
  if (names.length === 0) throw new Error(`${data} contains no .wav file.`);
  return names.sort().map((name) => ({ name, bytes: readFileSync(join(data, name)) }));
}

/**
 * Returns the bytes that a process caused to be written to disks, excluding folders in memory (proc(5), write_bytes).
 */
function bytesWrittenBy(pid: number): number {
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${String(pid)}/io`, 'utf8'))?.[1] ?? NaN);
}

/** Returns the user and system time of a process (proc(5), fields 14 and 15 of stat, in hundredths of a second). */
function cpuMs(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
