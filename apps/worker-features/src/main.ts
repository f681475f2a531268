import { availableParallelism } from 'node:os';
import { AddressGuard, WebhookStore } from '#libs/outbound';
import { createPeaksReplies, readRedisUse } from '#libs/queue';
import { EmbeddingProcesses } from '#libs/sandbox';
import { Remover, Sweeper, TensorOwners, WorkerProcess } from '#libs/runs';
import {
  createLogger,
  createEmptyFolder,
  featuresEnvironment,
  main,
  readEnvironment,
  storeSettings,
} from '#libs/runtime';
import { deliverWebhook } from './deliver-webhook.processor.js';
import { extractShard } from './extract-shard.processor.js';
import { extractTrial } from './extract-trial.processor.js';
import { ExtractionPool } from './extraction.pool.js';
import { conductRun } from './conduct/conduct-run.processor.js';
import { finishScoring } from './finish-scoring.processor.js';
import { indexArchive } from './index-archive.processor.js';
import { measurePeaks } from './measure-peaks.processor.js';
import type { FeatureWorkerContext } from './feature-worker-context.js';
import { WorkCounter } from './work-counter.js';

/** One process runs this many jobs of the queue `archives` at a time. They mostly wait for the store. */
const ARCHIVES_AT_ONCE = 4;
/** One process sends this many deliveries at a time. A receiver that does not answer blocks one of them for 15 s. */
const DELIVERIES_AT_ONCE = 8;

const logger = createLogger('worker-features', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(featuresEnvironment, process.env);
  const concurrency = env.CONCURRENCY;
  const threads = env.THREADS ?? Math.min(concurrency, availableParallelism());
  const worker = new WorkerProcess(env, logger, lifecycle);
  await worker.checkServices();
  const folder = await createEmptyFolder();
  process.chdir(folder.path);
  lifecycle.onClose('working directory', async () => folder[Symbol.asyncDispose]());
  const guard = new AddressGuard(env.OUTBOUND_ALLOWED_NETWORKS);
  const embeddings = new EmbeddingProcesses(worker.store, {
    memoryBytes: env.EMBEDDING_MEMORY_BYTES,
    seconds: env.EMBEDDING_SECONDS,
    perModel: Math.min(env.EMBEDDING_PROCESSES, threads),
    most: threads,
  });
  lifecycle.onClose('embedding processes', () => embeddings.close());
  const context: FeatureWorkerContext = {
    store: worker.store,
    producer: worker.producer,
    ledger: worker.ledger,
    trials: worker.trials,
    peaks: createPeaksReplies(worker.keyspace),
    owners: new TensorOwners(worker.store, worker.keyspace),
    pool: new ExtractionPool(storeSettings(env), threads, embeddings.embed),
    embed: embeddings.embed,
    work: new WorkCounter(),
    guard,
    readRedisUse: () => readRedisUse(worker.keyspace.redis),
    maxClipBytes: env.MAX_CLIP_BYTES,
    maxStreamedClipBytes: env.MAX_STREAMED_CLIP_BYTES,
    clipMemoryBytes: env.CLIP_MEMORY_BYTES,
  };
  lifecycle.onClose('threads', () => context.pool.close());
  worker.takeJobs('archives', ARCHIVES_AT_ONCE, {
    'index-archive': (job) => indexArchive(context, job),
    'conduct-run': (job) => conductRun(context, job),
    'finish-scoring': (job) => finishScoring(context, job),
  });
  worker.takeJobs('features', concurrency, {
    'extract-shard': (job) => extractShard(context, job),
    'extract-trial': (job) => extractTrial(context, job),
    'measure-peaks': (job) => measurePeaks(context, job),
  });
  const webhooks = new WebhookStore(worker.store);
  worker.takeJobs('webhooks', DELIVERIES_AT_ONCE, {
    'deliver-webhook': (job) => deliverWebhook({ webhooks, guard }, job),
  });
  const { store, keyspace, ledger } = worker;
  const remover = new Remover(store, keyspace, ledger, context.owners);
  const ages = { deliveryDays: env.WEBHOOK_LOG_DAYS, uploadHours: env.UPLOAD_TTL_HOURS };
  const sweeper = new Sweeper(store, keyspace, ledger, remover, logger, ages);
  lifecycle.onClose('sweeper', () => sweeper.stop());
  sweeper.start(env.SWEEP_EVERY_SECONDS * 1000);
  await worker.announce('worker-features', concurrency, null, context.work.work);
  logger.info({ concurrency, threads, store: worker.store.kind }, 'taking jobs');
});
