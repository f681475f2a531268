import { availableParallelism } from 'node:os';
import { WorkerProcess } from '#libs/runs';
import { createLogger, featuresEnvironment, main, readEnvironment, storeSettings } from '#libs/runtime';
import { extractShard } from './extract-shard.processor.js';
import { ExtractionPool } from './extraction.pool.js';
import { conductRun } from './conduct/conduct-run.processor.js';
import { finishScoring } from './finish-scoring.processor.js';
import { indexArchive } from './index-archive.processor.js';
import type { Platform } from './platform.js';
import { WorkCounter } from './work-counter.js';

/** Archives that one process indexes or finishes, and runs that it conducts, at a time: mostly waiting for the store. */
const ARCHIVES_AT_ONCE = 4;

const logger = createLogger('worker-features', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(featuresEnvironment, process.env);
  const concurrency = env.CONCURRENCY;
  const threads = env.THREADS ?? Math.min(concurrency, availableParallelism());
  const worker = new WorkerProcess(env, logger, lifecycle);
  const platform: Platform = {
    store: worker.store,
    producer: worker.producer,
    ledger: worker.ledger,
    pool: new ExtractionPool(storeSettings(env), threads),
    work: new WorkCounter(),
    redisUse: () => worker.redisUse(),
    maxClipBytes: env.MAX_CLIP_BYTES,
    maxStreamedClipBytes: env.MAX_STREAMED_CLIP_BYTES,
  };
  lifecycle.onClose('threads', () => platform.pool.close());
  worker.takeJobs('archives', ARCHIVES_AT_ONCE, {
    'index-archive': (job) => indexArchive(platform, job),
    'conduct-run': (job) => conductRun(platform, job),
    'finish-scoring': (job) => finishScoring(platform, job),
  });
  worker.takeJobs('features', concurrency, {
    'extract-shard': (job) => extractShard(platform, job),
  });
  await worker.announce('worker-features', concurrency, null, platform.work.work);
  logger.info({ concurrency, threads, store: worker.store.kind }, 'taking jobs');
});
