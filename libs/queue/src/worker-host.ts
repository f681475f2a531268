import { DelayedError, UnrecoverableError, WaitingError, type Job, type Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import {
  JOBS,
  JOB_NAMES,
  SerenadeError,
  asSerenadeError,
  type JobData,
  type JobName,
  type JobsOfQueue,
  type QueueName,
} from '#libs/contracts';
import { inSpan, settlesWithin, type SpanOptions } from '#libs/runtime';
import { BackingOffWorker } from './backing-off-worker.js';
import { throttleFaults } from './check-redis.js';
import { connectPatient, hangUp, waitUntilLost, type RedisSettings } from './connection.js';
import { describeFault } from './redis-faults.js';
import { FairOrder } from './fair-order.js';

/** A job as its handler sees it: the validated data and the queue operations that the handler may call. */
export interface HandledJob<N extends JobName> {
  readonly name: N;
  readonly id: string;
  readonly data: JobData<N>;
  /** The first attempt is 1. */
  readonly attempt: number;
  /** The number of workers that died while they ran the job. */
  readonly lostWorkers: number;
  /** Aborts when the process shuts down. Then a long job saves its work and calls handBack(). */
  readonly draining: AbortSignal;
  saveData(data: JobData<N>): Promise<void>;
  /** Frees the worker. The handler starts again after this time, or when the job is woken. Does not return. */
  sleep(ms: number): Promise<never>;
  /** Returns the job to the front of the queue, for another worker. Does not return. */
  handBack(): Promise<never>;
}

export type Counts = Readonly<Record<string, number>>;
export type Handlers<Q extends QueueName> = {
  readonly [N in JobsOfQueue<Q>]: (job: HandledJob<N>) => Promise<Counts>;
};

export interface WorkerHostSettings<Q extends QueueName> {
  readonly queue: Q;
  readonly handlers: Handlers<Q>;
  readonly redis: RedisSettings | string;
  readonly prefix: string;
  readonly concurrency: number;
  readonly lockDurationMs: number;
  readonly stalledIntervalMs: number;
  /** The time limit of an attempt. Default: that of the job in `JOBS`. */
  readonly limitMs?: number;
  readonly logger: Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;
  /** Called when a job has failed for the last time. It should record the failure in the state of the run. */
  readonly onExhausted: (job: LaunchPointer, error: SerenadeError) => Promise<void>;
}

/** The launch of a run that a job belongs to. */
export interface LaunchPointer {
  readonly runId: string;
  readonly launch: number;
}

/** A job fails when more workers than this died while they ran it. */
const MAX_STALLED = 10;

/** During shutdown, the process stops waiting for Redis after this long without an answer. */
const LOST_AFTER_MS = 2_500;

/**
 * Takes jobs of one queue, validates their data, runs their handlers and drains on close().
 *
 * It does not use @nestjs/bullmq, because its decorators fix a worker's options at import time, before the configuration
 * is read, and its shutdown closes queues while jobs are running.
 */
export class WorkerHost<Q extends QueueName> {
  private readonly worker: Worker;
  private readonly redis: Redis;
  private readonly order: FairOrder;
  private readonly drain = new AbortController();
  private closing: Promise<void> | null = null;

  constructor(private readonly settings: WorkerHostSettings<Q>) {
    assertHandlers(settings.queue, settings.handlers);
    this.redis = connectPatient(settings.redis);
    this.order = new FairOrder({ redis: this.redis, prefix: settings.prefix });
    this.worker = new BackingOffWorker(settings.queue, (job, token) => this.handle(job, token ?? ''), {
      connection: this.redis,
      prefix: settings.prefix,
      concurrency: settings.concurrency,
      lockDuration: settings.lockDurationMs,
      stalledInterval: settings.stalledIntervalMs,
      maxStalledCount: MAX_STALLED,
      autorun: false,
    });
    const log = throttleFaults(settings.logger);
    this.worker.on('error', (error) => log(error, describeFault(error) ?? error.message));
    this.worker.on('stalled', (jobId) =>
      settings.logger.warn({ jobId }, 'a job lost its worker and returns to the queue'),
    );
    this.worker.on('failed', (job, error) => void this.afterFailure(job, error));
  }

  /** Starts to take jobs. */
  start(): void {
    void this.worker
      .run()
      .catch((error: unknown) => this.settings.logger.error({ err: error }, 'worker ended'));
  }

  /**
   * Stops taking jobs, asks long jobs to return to the queue, and waits for the running ones. If Redis is unavailable,
   * it does not wait, because no job can end. Another worker then takes each job when the lock of that job expires.
   */
  close(): Promise<void> {
    this.closing ??= this.drainAndClose();
    return this.closing;
  }

  private async drainAndClose(): Promise<void> {
    this.drain.abort();
    const closed = new AbortController();
    const closing = this.worker.close().finally(() => closed.abort());
    await Promise.race([closing, waitUntilLost(this.redis, LOST_AFTER_MS, closed.signal)]);
    await hangUp(this.redis);
  }

  private handle(job: Job, token: string): Promise<Counts> {
    return inSpan(`process ${job.name}`, describeSpan(job), async (span) => {
      const counts = await this.attempt(job, token);
      span.set(Object.fromEntries(Object.entries(counts).map(([what, n]) => [`serenade.${what}`, n])));
      return counts;
    });
  }

  private async attempt(job: Job, token: string): Promise<Counts> {
    const { logger } = this.settings;
    const startedAt = Date.now();
    const about = describeJob(job);
    try {
      const counts = await this.dispatch(job, token);
      logger.info({ ...about, ms: Date.now() - startedAt, ...counts }, 'job done');
      return counts;
    } catch (error) {
      if (isPostponed(error)) throw error;
      const coded = asSerenadeError(error);
      const { code, message, retryable } = coded;
      const last = !retryable || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      logger.warn({ ...about, code, err: error, last }, 'job failed');
      if (!last) throw error;
      await this.giveUp(job, coded);
      throw Object.assign(new UnrecoverableError(`${code}: ${message}`), { code });
    }
  }

  private async dispatch(job: Job, token: string): Promise<Counts> {
    const name = job.name as JobsOfQueue<Q>;
    const handler = this.settings.handlers[name] as
      ((job: HandledJob<JobName>) => Promise<Counts>) | undefined;
    if (handler === undefined) {
      const message = `This worker has no handler for ${job.name}. Update it to the version of the API.`;
      throw new SerenadeError('run.failed', message);
    }
    const data = parseData(name, job);
    if (job.priority > 0) await this.order.advanceClock(this.settings.queue, job.priority);
    const work = handler({
      name,
      id: job.id ?? '',
      data,
      attempt: job.attemptsMade + 1,
      lostWorkers: job.stalledCounter,
      draining: this.drain.signal,
      saveData: (next) => job.updateData(next),
      sleep: async (ms) => {
        await job.moveToDelayed(Date.now() + ms, token);
        throw new DelayedError();
      },
      handBack: async () => {
        await job.moveToWait(token);
        throw new WaitingError();
      },
    });
    // The handler cannot be stopped. Whatever it still writes, the next attempt writes or finds in the same way.
    const { limitMs = 60_000 * JOBS[name].limitMinutes } = this.settings;
    if (await settlesWithin(limitMs, work)) return work;
    const text = `An attempt of the job ${name} took longer than ${limitMs / 60_000} minutes.`;
    throw new SerenadeError('job.timed_out', text);
  }

  /** Gives up a job whose workers died too many times. handle() reports all other failures itself. */
  private async afterFailure(job: Job | undefined, error: Error): Promise<void> {
    if (job === undefined || !/stalled/i.test(error.message)) return;
    const { logger } = this.settings;
    logger.error({ ...describeJob(job), err: error }, 'job given up');
    await this.giveUp(job, asSerenadeError(error, 'run.failed')).catch((failure: unknown) =>
      logger.error({ ...describeJob(job), err: failure }, 'the failure could not be recorded in its run'),
    );
  }

  /** Reports the failure to the job's run, if its data names one. */
  private async giveUp({ data }: Job, error: SerenadeError): Promise<void> {
    const { runId, launch } = data as { runId?: unknown; launch?: unknown };
    if (typeof runId !== 'string') return;
    await this.settings.onExhausted({ runId, launch: typeof launch === 'number' ? launch : 0 }, error);
  }
}

/** Returns log fields that identify a job. Its data is not validated yet. */
function describeJob({ name, id, data }: Job) {
  const { runId, ordinal } = data as { runId?: string; ordinal?: number };
  return { job: name, jobId: id, runId, shard: ordinal };
}

/** Describes the span of one attempt. The span belongs to the trace in which the job was added. */
function describeSpan(job: Job): SpanOptions & { readonly expects: (error: unknown) => boolean } {
  const { runId, shard } = describeJob(job);
  return {
    kind: 'consumer',
    parent: job.opts.telemetry?.metadata,
    expects: isPostponed,
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.destination.name': job.queueName,
      'messaging.message.id': job.id,
      'serenade.run_id': runId,
      'serenade.shard': shard,
      'serenade.attempt': job.attemptsMade + 1,
    },
  };
}

/** Returns true for the errors that postpone a job. They are not failures. */
function isPostponed(error: unknown): boolean {
  return error instanceof DelayedError || error instanceof WaitingError;
}

/** Parses a job's data. A retry cannot fix invalid data, so this throws `run.failed`, which is not retried. */
function parseData<N extends JobName>(name: N, job: Job): JobData<N> {
  const parsed = JOBS[name].data.safeParse(job.data);
  if (parsed.success) return parsed.data as JobData<N>;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new SerenadeError('run.failed', `The data of ${name} is invalid: ${faults.join('; ')}.`);
}

function assertHandlers(queue: QueueName, handlers: object): void {
  const missing = JOB_NAMES.filter((name) => JOBS[name].queue === queue && !(name in handlers));
  if (missing.length > 0) throw new Error(`queue ${queue} has no handler for ${missing.join(', ')}`);
}
