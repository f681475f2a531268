import { sha256Hex, type ClipReport, type EngineInfo, type JobName } from '#libs/contracts';
import { WorkerHost, type HandledJob } from '#libs/queue';
import type { QueueName } from '#libs/contracts';
import { conductRun } from '../../apps/worker-features/src/conduct/conduct-run.processor.js';
import { extractShard } from '../../apps/worker-features/src/extract-shard.processor.js';
import { extractTrial } from '../../apps/worker-features/src/extract-trial.processor.js';
import { finishScoring } from '../../apps/worker-features/src/finish-scoring.processor.js';
import { indexArchive } from '../../apps/worker-features/src/index-archive.processor.js';
import { measurePeaks } from '../../apps/worker-features/src/measure-peaks.processor.js';
import type { FeatureWorkerContext } from '../../apps/worker-features/src/feature-worker-context.js';
import type { GpuWorkerContext } from '../../apps/worker-gpu/src/gpu-worker-context.js';
import { scoreShard } from '../../apps/worker-gpu/src/score-shard.processor.js';
import { scoreTrial } from '../../apps/worker-gpu/src/score-trial.processor.js';
import { silentLogger } from '../support/logger.js';
import { fateOf, undergo, type Fates } from './fate.js';
import type { WatchedProducer } from './queue-waits.js';

/** The frames and coefficients of a clip in `paper-20`. */
const [FRAMES, COEFFICIENTS] = [20, 40];
/** One in this many clips cannot be read. */
const BAD_EVERY = 97;
const ENGINE: EngineInfo = { name: 'cpu', device: 'cpu', version: '1', passedOver: [] };

/** Returns results at once without decoding. All other code is the worker's own. */
export const fakePool: FeatureWorkerContext['pool'] = {
  extract: ({ lines }) => {
    let row = 0;
    const reports = lines.map(({ clip, name }): ClipReport => {
      if (clip % BAD_EVERY === BAD_EVERY - 1)
        return { status: 'failed', code: 'clip.silent', message: 'Nothing is heard.' };
      const about = { durationSeconds: 3.5, sampleRateHz: 48_000, channels: 1, peak: 0.51234 };
      return { status: 'extracted', row: row++, sha256: sha256Hex(name), ...about };
    });
    return Promise.resolve({
      values: new Float32Array(row * FRAMES * COEFFICIENTS),
      frameCounts: Array.from({ length: row }, () => FRAMES),
      reports,
      milliseconds: 1,
      stages: { read: 0, inflate: 0, decode: 0, resample: 0, features: 1, hash: 0 },
    });
  },
  measurePeaks: () => Promise.resolve({ durationSeconds: 1, secondsEach: 1, channels: [[1]] }),
  close: () => Promise.resolve(),
};

export function fakeGpu(labels: number): GpuWorkerContext['gpu'] {
  const score: GpuWorkerContext['gpu']['score'] = (_model, features) => {
    const clips =
      features instanceof Float32Array
        ? features.length / (FRAMES * COEFFICIENTS)
        : features.offsets.length - 1;
    const probabilities = new Float32Array(clips * labels).map((_, at) =>
      at % labels === 0 ? 0.3 : 0.7 / (labels - 1),
    );
    return Promise.resolve({ probabilities, engine: ENGINE });
  };
  return { engine: ENGINE, score } as GpuWorkerContext['gpu']; // the handlers use nothing else
}

export interface FakeWorkersOptions {
  readonly redisUrl: string;
  readonly prefix: string;
  readonly fates: Fates;
  /** The number of workers that extract. Each takes one job at a time. */
  readonly extracting: number;
  readonly scoring: number;
  readonly extractMs: number;
  readonly scoreMs: number;
  readonly producer: WatchedProducer;
  readonly platform: FeatureWorkerContext;
  readonly gpu: GpuWorkerContext;
  readonly onExhausted: (runId: string) => void;
}

/** Starts workers that run the real handlers without decoding a clip or running a network. */
export function startFakeWorkers(options: FakeWorkersOptions): { readonly close: () => Promise<void> } {
  const { platform, gpu, fates, producer } = options;
  const begun = <N extends JobName>(job: HandledJob<N>): HandledJob<N> => {
    const { runId = '' } = job.data as { runId?: string };
    producer.begin(job.name, job.id, runId);
    return job;
  };
  const fate = (job: HandledJob<JobName>, meanMs: number) => fateOf(fates, job.id, job.attempt, meanMs);
  const host = <Q extends QueueName>(
    queue: Q,
    concurrency: number,
    handlers: ConstructorParameters<typeof WorkerHost<Q>>[0]['handlers'],
  ): WorkerHost<Q> =>
    new WorkerHost<Q>({
      queue,
      handlers,
      concurrency,
      redis: options.redisUrl,
      prefix: options.prefix,
      lockDurationMs: 10_000,
      stalledIntervalMs: 3_000,
      logger: silentLogger,
      onExhausted: ({ runId }) => {
        options.onExhausted(runId);
        return Promise.resolve();
      },
    });
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const hosts: { start(): void; close(): Promise<void> }[] = [
    host('archives', 4, {
      'index-archive': (job) => indexArchive(platform, begun(job)),
      'conduct-run': (job) => conductRun(platform, job),
      'finish-scoring': (job) => finishScoring(platform, begun(job)),
    }),
    ...times(options.extracting, () =>
      host('features', 1, {
        'extract-shard': (job) =>
          undergo(fate(begun(job), options.extractMs), () => extractShard(platform, job)),
        'extract-trial': (job) => extractTrial(platform, job),
        'measure-peaks': (job) => measurePeaks(platform, job),
      }),
    ),
    ...times(options.scoring, () =>
      host('scoring', 1, {
        'score-shard': (job) => undergo(fate(begun(job), options.scoreMs), () => scoreShard(gpu, job)),
        'score-trial': (job) => scoreTrial(gpu, job),
      }),
    ),
  ];
  for (const worker of hosts) worker.start();
  return {
    close: async () => {
      await Promise.all(hosts.map((worker) => worker.close()));
    },
  };
}
