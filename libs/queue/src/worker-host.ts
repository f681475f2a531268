import { DelayedError, UnrecoverableError, WaitingError, Worker, type Job } from 'bullmq';
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
import { inSpan, type SpanOptions } from '#libs/runtime';
import { connectPatient, hangUp, untilLost } from './connection.js';
import { FairOrder } from './fair-order.js';

/** What a handler gets: its data, checked, and the few things that it may ask of the queue. */
export interface HandledJob<N extends JobName> {
  readonly name: N;
  readonly id: string;
  readonly data: JobData<N>;
  /** From 1. */
  readonly attempt: number;
  /** Set when the process is asked to end: a long job saves what it has and calls handBack(). */
  readonly draining: AbortSignal;
  saveData(data: JobData<N>): Promise<void>;
  /** The job leaves the worker; its handler starts anew after this time, or when it is woken. Does not return. */
  sleep(ms: number): Promise<never>;
  /** Puts the job back to the front of the queue, for another worker. Does not return. */
  handBack(): Promise<never>;
}

export type Counts = Readonly<Record<string, number>>;
export type Handlers<Q extends QueueName> = {
  readonly [N in JobsOfQueue<Q>]: (job: HandledJob<N>) => Promise<Counts>;
};

interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface WorkerHostSettings<Q extends QueueName> {
  readonly queue: Q;
  readonly handlers: Handlers<Q>;
  readonly redisUrl: string;
  readonly prefix: string;
  readonly concurrency: number;
  readonly lockDurationMs: number;
  readonly stalledIntervalMs: number;
  readonly logger: Logger;
  /** Called once a job will not be tried again; should say so in the state of its run. */
  readonly onExhausted: (job: LaunchPointer, error: SerenadeError) => Promise<void>;
}

/** The launch of a run that a job belongs to. */
export interface LaunchPointer {
  readonly runId: string;
  readonly launch: number;
}

/** A worker killed this often while it held the same job is taken for the job's fault. */
const MAX_STALLED = 10;

/** A Redis that has not answered for so long is not waited for when the process is to end. */
const LOST_AFTER_MS = 2_500;

/**
 * Takes jobs of one queue, parses their data, runs their handlers and drains on close().
 *
 * It does not use @nestjs/bullmq, whose decorators fix a worker's options at import time, before the configuration is
 * read, and whose shutdown closes queues under running jobs.
 */
export class WorkerHost<Q extends QueueName> {
  private readonly worker: Worker;
  private readonly redis: Redis;
  private readonly order: FairOrder;
  private readonly drain = new AbortController();
  private closing: Promise<void> | null = null;

  constructor(private readonly settings: WorkerHostSettings<Q>) {
    assertHandlers(settings.queue, settings.handlers);
    this.redis = connectPatient(settings.redisUrl);
    this.order = new FairOrder({ redis: this.redis, prefix: settings.prefix });
    this.worker = new Worker(settings.queue, (job, token) => this.handle(job, token ?? ''), {
      connection: this.redis,
      prefix: settings.prefix,
      concurrency: settings.concurrency,
      lockDuration: settings.lockDurationMs,
      stalledInterval: settings.stalledIntervalMs,
      maxStalledCount: MAX_STALLED,
      autorun: false,
    });
    this.worker.on('error', (error) => settings.logger.warn({ err: error }, 'worker connection'));
    this.worker.on('stalled', (jobId) =>
      settings.logger.warn({ jobId }, 'a job lost its worker and goes back'),
    );
    this.worker.on('failed', (job, error) => void this.afterFailure(job, error));
  }

  /** Begins to take jobs. */
  start(): void {
    void this.worker
      .run()
      .catch((error: unknown) => this.settings.logger.error({ err: error }, 'worker ended'));
  }

  /**
   * Takes no further job, tells long ones to hand themselves back, and waits for those under way; but not for a Redis
   * that is away: without it no job can end, and another worker takes them when their locks run out.
   */
  close(): Promise<void> {
    this.closing ??= this.drainAndClose();
    return this.closing;
  }

  private async drainAndClose(): Promise<void> {
    this.drain.abort();
    const closed = new AbortController();
    const closing = this.worker.close().finally(() => closed.abort());
    await Promise.race([closing, untilLost(this.redis, LOST_AFTER_MS, closed.signal)]);
    await hangUp(this.redis);
  }

  private handle(job: Job, token: string): Promise<Counts> {
    return inSpan(`process ${job.name}`, processed(job), async (span) => {
      const counts = await this.attempt(job, token);
      span.set(Object.fromEntries(Object.entries(counts).map(([what, n]) => [`serenade.${what}`, n])));
      return counts;
    });
  }

  private async attempt(job: Job, token: string): Promise<Counts> {
    const { logger } = this.settings;
    const startedAt = Date.now();
    const about = aboutJob(job);
    try {
      const counts = await this.dispatch(job, token);
      logger.info({ ...about, ms: Date.now() - startedAt, ...counts }, 'job done');
      return counts;
    } catch (error) {
      if (isPutOff(error)) throw error;
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
    if (handler === undefined)
      throw new SerenadeError('run.failed', `This worker has no handler for ${job.name}; is it older?`);
    const data = dataOf(name, job);
    if (job.priority > 0) await this.order.begun(this.settings.queue, job.priority);
    return handler({
      name,
      id: job.id ?? '',
      data,
      attempt: job.attemptsMade + 1,
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
  }

  /** handle() reports its own failures; what is left is a job that lost its worker once too often. */
  private async afterFailure(job: Job | undefined, error: Error): Promise<void> {
    if (job === undefined || !/stalled/i.test(error.message)) return;
    const { logger } = this.settings;
    logger.error({ ...aboutJob(job), err: error }, 'job given up');
    await this.giveUp(job, asSerenadeError(error, 'run.failed')).catch((failure: unknown) =>
      logger.error({ ...aboutJob(job), err: failure }, 'the end of its run could not be told'),
    );
  }

  /** Data that names no run has nobody to tell. */
  private async giveUp({ data }: Job, error: SerenadeError): Promise<void> {
    const { runId, launch } = data as { runId?: unknown; launch?: unknown };
    if (typeof runId !== 'string') return;
    await this.settings.onExhausted({ runId, launch: typeof launch === 'number' ? launch : 0 }, error);
  }
}

/** What a job is about, for logs; its data was not checked yet. */
function aboutJob({ name, id, data }: Job) {
  const { runId, ordinal } = data as { runId?: string; ordinal?: number };
  return { job: name, jobId: id, runId, shard: ordinal };
}

/** The span of one attempt, in the trace of whoever added the job. */
function processed(job: Job): SpanOptions & { readonly expects: (error: unknown) => boolean } {
  const { runId, shard } = aboutJob(job);
  return {
    kind: 'consumer',
    parent: job.opts.telemetry?.metadata,
    expects: isPutOff,
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

/** By which a job says that it goes on later. */
function isPutOff(error: unknown): boolean {
  return error instanceof DelayedError || error instanceof WaitingError;
}

/** Data that does not fit its schema will not fit it later either: `run.failed` is not tried again. */
function dataOf<N extends JobName>(name: N, job: Job): JobData<N> {
  const parsed = JOBS[name].data.safeParse(job.data);
  if (parsed.success) return parsed.data as JobData<N>;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new SerenadeError('run.failed', `The data of ${name} does not fit its schema: ${faults.join('; ')}.`);
}

function assertHandlers(queue: QueueName, handlers: object): void {
  const missing = JOB_NAMES.filter((name) => JOBS[name].queue === queue && !(name in handlers));
  if (missing.length > 0) throw new Error(`queue ${queue} has no handler for ${missing.join(', ')}`);
}
