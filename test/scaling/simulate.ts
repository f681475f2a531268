import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorLine, isOver, scoreLine, type ScoringRunRecord } from '#libs/contracts';
import { AddressGuard } from '#libs/outbound';
import { LiveRuns, connectPatient, createPeaksReplies, createTrialReplies } from '#libs/queue';
import { TensorOwners, RunLedger, RunSteering } from '#libs/runs';
import { readJsonLines, scoringKeys, type ObjectStore } from '#libs/storage';
import type { FeatureWorkerContext } from '../../apps/worker-features/src/feature-worker-context.js';
import { WorkCounter } from '../../apps/worker-features/src/work-counter.js';
import { deleteKeys } from '../../apps/local/src/redis/forget-keys.js';
import { scoringRunOf } from '../support/records.js';
import { tempStore } from '../support/temp-store.js';
import { fakeGpu, fakePool, startFakeWorkers } from './fake-workers.js';
import { madeUpArchive, madeUpModel } from './made-up-archive.js';
import { WatchedProducer } from './queue-waits.js';
import { RedisWatch, type KeyFamily } from './redis-watch.js';

export interface SimulationOptions {
  readonly redisUrl: string;
  readonly workers: number;
  /** The clips of the first owner, and of a second owner whose run starts when a fifth of the first is finished. */
  readonly clips: number;
  readonly lateClips: number;
  readonly extractMs: number;
  readonly scoreMs: number;
  readonly failureRate: number;
  readonly seed: number;
  readonly timeoutMs: number;
  /** The delay before the second attempt at a job. */
  readonly retryMs?: number;
}

export interface Simulation {
  readonly figures: Readonly<Record<string, number>>;
  readonly families: ReadonlyMap<string, KeyFamily>;
  /** The number and bytes of objects, by prefix. */
  readonly objects: ReadonlyMap<string, KeyFamily>;
}

const LABELS = 8;
/** The share of workers that extract. The others score. */
const EXTRACTING = 0.64;
const LATE_FROM = 0.2;

/**
 * Runs two owners' scoring runs through real queues, conductors and handlers, without decoding clips or running a
 * network. Then looks for every clip in the results.
 */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const { redisUrl, clips, lateClips, workers } = options;
  const prefix = `simulation-${randomUUID()}`;
  await using temp = await tempStore();
  const { store } = temp;
  const redis = connectPatient(redisUrl);
  const keyspace = { redis, prefix };
  const producer = new WatchedProducer(keyspace, { attempts: 10, delayMs: options.retryMs ?? 250 });
  const ledger = new RunLedger(store, new LiveRuns(keyspace));
  const platform: FeatureWorkerContext = {
    store,
    producer,
    ledger,
    owners: new TensorOwners(store, keyspace),
    pool: fakePool,
    embed: () => Promise.reject(new Error('The simulation has no embeddings.')),
    trials: createTrialReplies(keyspace),
    peaks: createPeaksReplies(keyspace),
    work: new WorkCounter(),
    guard: new AddressGuard([]),
    readRedisUse: () => Promise.resolve(0),
    maxClipBytes: 1e9,
    maxStreamedClipBytes: 1e9,
    clipMemoryBytes: 1e9,
  };
  const exhausted: string[] = [];
  const runs = [await runOf(store, 'first', clips), await runOf(store, 'late', lateClips)] as const;
  const extracting = Math.max(1, Math.round(EXTRACTING * workers));
  using watch = await RedisWatch.start(redis, prefix);
  const { extractMs, scoreMs, seed, failureRate } = options;
  const fake = startFakeWorkers({
    redisUrl,
    prefix,
    fates: { seed, failureRate },
    extracting,
    scoring: Math.max(1, workers - extracting),
    extractMs,
    scoreMs,
    producer,
    platform,
    gpu: { store, producer, ledger, trials: platform.trials, gpu: fakeGpu(LABELS) },
    onExhausted: (runId) => exhausted.push(runId),
  });
  try {
    const startedAt = performance.now();
    const until = startedAt + options.timeoutMs;
    const steering = new RunSteering(ledger, producer);
    await steering.launch(runs[0]);
    await reached(ledger, runs[0], until, LATE_FROM * clips);
    const lateAt = performance.now();
    await steering.launch(runs[1]);
    let lateSeconds = 0;
    const late = reached(ledger, runs[1], until).then(() => {
      lateSeconds = (performance.now() - lateAt) / 1000;
    });
    await Promise.all([late, reached(ledger, runs[0], until)]);
    const seconds = (performance.now() - startedAt) / 1000;
    const commands = await watch.commands();
    await watch.weigh();
    const counted = [await count(store, runs[0], clips), await count(store, runs[1], lateClips)] as const;
    const waits = runs.map(({ id }) => producer.waited('features', id));
    return {
      figures: {
        workers,
        clips: clips + lateClips,
        seconds: tenths(seconds),
        jobs: producer.jobs,
        jobs_per_s: Math.round(producer.begun / seconds),
        repeated_jobs: producer.begun - producer.jobs,
        redis_ops: commands,
        redis_ops_per_s: Math.round(commands / seconds),
        redis_ops_per_job: tenths(commands / producer.begun),
        redis_ops_per_million_clips: Math.round((1e6 * commands) / (clips + lateClips)),
        redis_peak_mb: watch.peakMb,
        process_rss_mb: Math.round(process.memoryUsage.rss() / 1024 ** 2),
        first_wait_p50_ms: waits[0]?.p50 ?? 0,
        first_wait_p95_ms: waits[0]?.p95 ?? 0,
        late_wait_p50_ms: waits[1]?.p50 ?? 0,
        late_wait_p95_ms: waits[1]?.p95 ?? 0,
        late_run_seconds: tenths(lateSeconds),
        given_up: exhausted.length,
        lost: counted[0].lost + counted[1].lost,
        duplicated: counted[0].duplicated + counted[1].duplicated,
        miscounted:
          (await miscounted(ledger, runs[0], clips)) + (await miscounted(ledger, runs[1], lateClips)),
      },
      families: watch.families,
      objects: await weighObjects(store),
    };
  } finally {
    await fake.close();
    await producer.close();
    redis.disconnect();
    await deleteKeys(redisUrl, prefix);
  }
}

async function runOf(store: ObjectStore, owner: string, clips: number): Promise<ScoringRunRecord> {
  const archive = await madeUpArchive(store, owner, clips);
  const { id: modelId, version: modelVersion } = await madeUpModel(store, owner);
  return scoringRunOf({ owner, archiveId: archive.id, archiveName: archive.name, modelId, modelVersion });
}

/** Waits until a run is over or the given number of its clips is finished. @throws when it fails or times out */
async function reached(
  ledger: RunLedger,
  { id }: ScoringRunRecord,
  until: number,
  enough = Infinity,
): Promise<void> {
  for (;;) {
    const live = await ledger.live.find(id);
    const state = await ledger.state(id);
    if (state !== null && isOver(state)) {
      if (state === 'completed' || state === 'completed_with_errors') return;
      throw new Error(`The run ${id} ended ${state}.`);
    }
    if (performance.now() > until) throw new Error(`The run ${id} timed out in the state ${String(state)}.`);
    const done = live === null ? 0 : live.progress.scored + live.progress.failed;
    if (done >= enough) return;
    await sleep(20);
  }
}

/** Counts the clips of a run without an outcome, and the outcomes beyond the first. */
async function count(store: ObjectStore, { id }: ScoringRunRecord, clips: number) {
  const outcomes = new Uint8Array(clips);
  let beyond = 0;
  const take = (clip: number): void => {
    if (clip < clips && outcomes[clip] === 0) outcomes[clip] = 1;
    else beyond += 1;
  };
  for await (const { clip } of readJsonLines(store, scoringKeys.scores(id), scoreLine)) take(clip);
  for await (const { clip } of readJsonLines(store, scoringKeys.errors(id), errorLine)) take(clip);
  return { lost: outcomes.filter((outcome) => outcome === 0).length, duplicated: beyond };
}

/** Returns the difference between the live counts, which clients see, and the number of clips. */
async function miscounted(ledger: RunLedger, { id }: ScoringRunRecord, clips: number): Promise<number> {
  const live = await ledger.live.find(id);
  if (live === null) return 0; // it was forgotten after its end
  return Math.abs(live.progress.scored + live.progress.failed - clips);
}

async function weighObjects(store: ObjectStore): Promise<Map<string, KeyFamily>> {
  const sums = new Map<string, KeyFamily>();
  for await (const { key, size } of store.list('')) {
    const family = prefixOf(key);
    const { keys, bytes } = sums.get(family) ?? { keys: 0, bytes: 0 };
    sums.set(family, { keys: keys + 1, bytes: bytes + size });
  }
  return sums;
}

function prefixOf(key: string): string {
  const [top = '', , next = '', ...rest] = key.split('/');
  if (top === 'features')
    return key.endsWith('.safetensors') ? 'features/*/*.safetensors' : 'features/*/*.json';
  if (top === 'scoring-runs') return rest.length > 0 ? `${top}/*/${next}/*` : `${top}/*/${next}`;
  if (top === 'archives') return `${top}/*/${next}${rest.length > 0 ? '/*' : ''}`;
  return `${top}/`;
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}
