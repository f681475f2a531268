import { JOB_NAMES, newId, type JobData, type QueueName, type SerenadeError } from '#libs/contracts';
import {
  JobProducer,
  LiveRuns,
  WorkerHost,
  connectPatient,
  type Counts,
  type Handlers,
  type RedisSettings,
} from '#libs/queue';
import type { Redis } from 'ioredis';
import { uniqueName } from './services.js';

/** Retries with delays short enough for tests. */
const QUICK = { attempts: 4, delayMs: 20 };

/** Queues with their own prefix on a real Redis. Disposing it also closes its workers. */
export class TestQueue implements AsyncDisposable {
  readonly prefix = uniqueName();
  readonly redis: Redis;
  readonly producer: JobProducer;
  readonly live: LiveRuns;
  /** The runs with jobs that failed for the last time, and the error. */
  readonly exhausted: { readonly runId: string; readonly error: SerenadeError }[] = [];
  /** The log lines of the workers. */
  readonly log: (Readonly<Record<string, unknown>> & { readonly msg: string })[] = [];
  private readonly hosts: { close(): Promise<void> }[] = [];

  constructor(private readonly settings: RedisSettings | string) {
    this.redis = connectPatient(settings);
    this.producer = new JobProducer(this, QUICK);
    this.live = new LiveRuns(this);
  }

  /** Starts a worker. Jobs without a handler fail. */
  work<Q extends QueueName>(
    queue: Q,
    handlers: Partial<Handlers<Q>>,
    concurrency = 1,
    limits: { readonly limitMs?: number } = {},
  ): WorkerHost<Q> {
    const host = new WorkerHost<Q>({
      queue,
      handlers: { ...unexpected, ...handlers },
      concurrency,
      redis: this.settings,
      prefix: this.prefix,
      lockDurationMs: 2_000,
      stalledIntervalMs: 500,
      ...limits,
      logger: { info: this.note, warn: this.note, error: this.note },
      onExhausted: ({ runId }, error) => {
        this.exhausted.push({ runId, error });
        return Promise.resolve();
      },
    });
    this.hosts.push(host);
    host.start();
    return host;
  }

  private readonly note = (fields: object, msg: string): void => void this.log.push({ ...fields, msg });

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.close()));
    await this.producer.close();
    this.redis.disconnect();
  }
}

const unexpected = Object.fromEntries(
  JOB_NAMES.map((name) => [name, () => Promise.reject(new Error(`No ${name} was expected.`))]),
);

/** Completes a job whose result the test does not check. */
export const idle = (): Promise<Counts> => Promise.resolve({});

export function indexJob(runId = newId('scoringRun')): JobData<'index-archive'> {
  return { v: 1, runId, launch: 0, archiveId: newId('archive') };
}

export function shardJob(runId: string, ordinal: number): JobData<'extract-shard'> {
  const place = { ordinal, start: 0, end: 1, contentHash: 'c'.repeat(64) };
  const run = { v: 1, runId, launch: 0, archiveId: newId('archive'), featureSetId: 'fs-1' } as const;
  return { ...run, modelId: null, retry: 0, ...place };
}
