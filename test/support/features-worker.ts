import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  archiveRecord,
  newId,
  sha256Hex,
  shardLine,
  type ArchiveRecord,
  type JobData,
  type JobName,
  type ShardLine,
} from '#libs/contracts';
import { AddressGuard } from '#libs/outbound';
import { createPeaksReplies, createTrialReplies, type HandledJob } from '#libs/queue';
import { TensorOwners, RunLedger } from '#libs/runs';
import { EmbeddingProcesses, type EmbeddingLimits } from '#libs/sandbox';
import {
  Records,
  archiveKeys,
  openStore,
  readJsonLines,
  shardIdOf,
  type ObjectStore,
  type StoreSettings,
} from '#libs/storage';
import { ensureIndex } from '#libs/indexing';
import { ExtractionPool } from '../../apps/worker-features/src/extraction.pool.js';
import type { FeatureWorkerContext } from '../../apps/worker-features/src/feature-worker-context.js';
import { WorkCounter } from '../../apps/worker-features/src/work-counter.js';
import { TestQueue } from './queue.js';
import { buildArchiveRecord } from './records.js';
import { tempStore } from './temp-store.js';

export const MAX_CLIP_BYTES = 10_000_000;
const EMBEDDING_LIMITS: EmbeddingLimits = { memoryBytes: 1024 ** 3, seconds: 60 };
/** Allows calls to this machine, as OUTBOUND_ALLOWED_NETWORKS does. */
export const OWN_ADDRESSES = new AddressGuard(['127.0.0.0/8']);

export interface TestFeatures extends AsyncDisposable {
  readonly queue: TestQueue;
  readonly store: ObjectStore;
  readonly platform: FeatureWorkerContext;
  /** The processes that run embedding models. */
  readonly embeddings: EmbeddingProcesses;
  /** Returns the same platform with another store object. */
  on(store: ObjectStore): FeatureWorkerContext;
}

/** Opens what the handlers of a feature worker use: a file store or a bucket, real queues, and one extraction thread. */
export async function openTestFeatures(
  redisUrl: string,
  inBucket?: StoreSettings,
  limits: EmbeddingLimits = EMBEDDING_LIMITS,
): Promise<TestFeatures> {
  const thread = fileURLToPath(
    new URL('../../dist/apps/worker-features/src/extraction.thread.js', import.meta.url),
  );
  if (!existsSync(thread))
    throw new Error('The extraction thread runs compiled JavaScript. Run `npm run build` first.');
  const temp = await tempStore();
  const settings = inBucket ?? { kind: 'file', dir: temp.dir };
  const store = inBucket === undefined ? temp.store : openStore(inBucket);
  const queue = new TestQueue(redisUrl);
  // The thread starts with the first shard, because ending a thread that is still loading crashes Node 20.
  let started: ExtractionPool | null = null;
  const embeddings = new EmbeddingProcesses(store, { ...limits, perModel: 1, most: 1 });
  const start = (): ExtractionPool => (started ??= new ExtractionPool(settings, 1, embeddings.embed));
  const pool: FeatureWorkerContext['pool'] = {
    extract: (task) => start().extract(task),
    measurePeaks: (task) => start().measurePeaks(task),
    close: async () => {
      await started?.close();
      await embeddings.close();
    },
  };
  const on = (store: ObjectStore): FeatureWorkerContext => ({
    store,
    producer: queue.producer,
    ledger: new RunLedger(store, queue.live),
    owners: new TensorOwners(store, queue),
    pool,
    embed: embeddings.embed,
    work: new WorkCounter(),
    trials: createTrialReplies(queue),
    peaks: createPeaksReplies(queue),
    guard: OWN_ADDRESSES,
    readRedisUse: () => Promise.resolve(0),
    maxClipBytes: MAX_CLIP_BYTES,
    maxStreamedClipBytes: MAX_CLIP_BYTES,
    clipMemoryBytes: 512 * 1024 ** 2,
  });
  return {
    queue,
    store,
    platform: on(store),
    embeddings,
    on,
    [Symbol.asyncDispose]: async () => {
      await queue[Symbol.asyncDispose]();
      await pool.close();
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

export async function storeArchive(
  store: ObjectStore,
  bytes: Uint8Array,
  format: ArchiveRecord['format'] = 'zip',
  id = newId('archive'),
): Promise<ArchiveRecord> {
  const archive = buildArchiveRecord({ id, format, sizeBytes: bytes.length, sha256: sha256Hex(bytes) });
  await store.put(archiveKeys.source(archive.id), bytes);
  await new Records(store, 'archives', archiveRecord).save(archive);
  return archive;
}

export async function indexed(store: ObjectStore, archive: ArchiveRecord): Promise<ShardLine[]> {
  await ensureIndex(store, archive, { maxClipBytes: MAX_CLIP_BYTES, guard: OWN_ADDRESSES });
  const shards: ShardLine[] = [];
  for await (const shard of readJsonLines(store, archiveKeys.shards(archive.id), shardLine))
    shards.push(shard);
  return shards;
}

export function buildShardJob(
  run: {
    readonly id: string;
    readonly archiveId: string;
    readonly featureSetId: string;
    readonly modelId?: string | null;
    readonly launch?: number;
  },
  { ordinal, start, end, contentHash }: ShardLine,
): JobData<'extract-shard'> {
  const { id: runId, archiveId, featureSetId, modelId = null, launch = 0 } = run;
  const shard = { ordinal, start, end, contentHash, retry: 0 };
  return { v: 1, runId, launch, archiveId, featureSetId, modelId, ...shard };
}

export const shardIdIn = (featureSetId: string, shard: ShardLine): string =>
  shardIdOf(featureSetId, shard.contentHash);

/** The error that a sleeping job throws in tests. */
export class Asleep extends Error {}

/** Builds a job as a handler receives it, outside of any queue. */
export function buildJob<N extends JobName>(
  name: N,
  id: string,
  data: JobData<N>,
  saveData: (data: JobData<N>) => Promise<void> = () => Promise.resolve(),
): HandledJob<N> {
  return {
    name,
    id,
    data,
    attempt: 1,
    lostWorkers: 0,
    draining: new AbortController().signal,
    saveData,
    sleep: () => Promise.reject(new Asleep()),
    handBack: () => Promise.reject(new Error('no queue to go back to')),
  };
}
