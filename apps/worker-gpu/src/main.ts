import { availableParallelism } from 'node:os';
import type { EngineInfo } from '#libs/contracts';
import { EngineHost } from '#libs/learning';
import { WorkerProcess } from '#libs/runs';
import { createLogger, gpuEnvironment, main, readEnvironment } from '#libs/runtime';
import type { GpuWorkerContext } from './gpu-worker-context.js';
import { scoreShard } from './score-shard.processor.js';
import { scoreTrial } from './score-trial.processor.js';
import { train } from './train.processor.js';

/** The number of concurrent shards. The device computes one while the worker fetches or stores the other. */
const SHARDS_AT_ONCE = 2;
/** The number of concurrent trainings. Between two batches of a training the device scores waiting shards. */
const TRAININGS_AT_ONCE = 1;
/** The default limit of threads. Four slices of a batch of 64 clips are worth a thread each; more are not. */
const MOST_THREADS = 4;

const logger = createLogger('worker-gpu', process.env['LOG_LEVEL'] ?? 'info');

await main(logger, async (lifecycle) => {
  const env = readEnvironment(gpuEnvironment, process.env);
  const forced = env.ENGINE === 'auto' ? null : env.ENGINE;
  const settings = {
    scoring: env.SCORING_ENGINE,
    threads: env.TRAINING_THREADS ?? Math.min(MOST_THREADS, availableParallelism()),
  };
  const die = (error: Error): void => {
    logger.fatal({ err: error }, 'the engine died; its jobs go to another worker');
    process.exit(1);
  };
  const noteFallback = (modelId: string, { name: engine, passedOver }: EngineInfo): void => {
    const onnxruntime = passedOver.find(({ name }) => name === 'onnxruntime');
    if (onnxruntime === undefined) return;
    const { reason } = onnxruntime;
    logger.warn({ modelId, engine, reason }, 'onnxruntime does not score this model; a slower engine does');
  };
  const gpu = await EngineHost.start(forced, die, settings, noteFallback);
  lifecycle.onClose('engine', () => gpu.close());
  const { name, device, passedOver } = gpu.engine;
  logger.info({ engine: name, device, forced }, 'engine chosen by a training step');
  for (const { name: other, reason } of passedOver)
    logger.info({ engine: other, reason }, 'engine passed over');

  const worker = new WorkerProcess(env, logger, lifecycle);
  await worker.checkServices();
  const { store, producer, ledger, trials } = worker;
  const context: GpuWorkerContext = { store, producer, ledger, trials, gpu };
  worker.takeJobs('scoring', SHARDS_AT_ONCE, {
    'score-shard': (job) => scoreShard(context, job),
    'score-trial': (job) => scoreTrial(context, job),
  });
  worker.takeJobs('training', TRAININGS_AT_ONCE, { train: (job) => train(context, job) });
  await worker.announce('worker-gpu', SHARDS_AT_ONCE, gpu.engine);
  logger.info({ store: store.kind }, 'taking jobs');
});
