import { FlowProducer, Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { JOBS, QUEUE_NAMES, jobIds, type JobData, type JobName, type QueueName } from '#libs/contracts';
import { DEFAULT_RETRIES, QUEUE_EVENTS_KEPT, jobOptions, type Retries } from './retention.js';

export interface NewJob<N extends JobName> {
  readonly jobId: string;
  readonly data: JobData<N>;
  readonly parent?: ParentJob;
}

export interface ParentJob {
  readonly jobId: string;
  readonly queue: QueueName;
}

/**
 * Adds jobs, typed by name. A job that fails for good never holds or fails its parent by itself: the run's state
 * says what happened, and the parent reads it there.
 */
export class JobProducer {
  private readonly queues: Readonly<Record<QueueName, Queue>>;
  private readonly flows: FlowProducer;

  constructor(
    connection: Redis,
    private readonly prefix: string,
    private readonly retries: Retries = DEFAULT_RETRIES,
  ) {
    const options = { connection, prefix };
    const open = (name: QueueName) =>
      new Queue(name, { ...options, streams: { events: { maxLen: QUEUE_EVENTS_KEPT } } }).on(
        'error',
        () => undefined,
      );
    this.queues = { archives: open('archives'), features: open('features'), gpu: open('gpu') };
    this.flows = new FlowProducer(options).on('error', () => undefined);
  }

  async add<N extends JobName>(name: N, jobs: readonly NewJob<N>[]): Promise<void> {
    const queue = this.queues[JOBS[name].queue];
    await queue.addBulk(
      jobs.map(({ jobId, data, parent }) => ({ name, data, opts: this.options(jobId, parent) })),
    );
  }

  /** index-archive, and finish-scoring after it and after all that is added below it. */
  async startScoring(data: JobData<'index-archive'>): Promise<void> {
    const { runId } = data;
    await this.flows.add({
      ...this.node('finish-scoring', jobIds.finish(runId), { v: 1, runId }),
      children: [this.node('index-archive', jobIds.index(runId), data)],
    });
  }

  /** index-archive with its shards, and train after it. */
  async startTraining(data: JobData<'index-archive'>): Promise<void> {
    const { runId } = data;
    await this.flows.add({
      ...this.node('train', jobIds.train(runId), { v: 1, runId }),
      children: [this.node('index-archive', jobIds.index(runId), data)],
    });
  }

  /** Jobs by state in every queue. */
  async depths(): Promise<Record<QueueName, Record<string, number>>> {
    const counts = await Promise.all(
      QUEUE_NAMES.map(async (name) => [
        name,
        await this.queues[name].getJobCounts('waiting', 'active', 'delayed', 'waiting-children', 'failed'),
      ]),
    );
    return Object.fromEntries(counts) as Record<QueueName, Record<string, number>>;
  }

  async close(): Promise<void> {
    await Promise.all([this.flows.close(), ...Object.values(this.queues).map((queue) => queue.close())]);
  }

  private node<N extends JobName>(name: N, jobId: string, data: JobData<N>) {
    const isChild = name === 'index-archive';
    return {
      name,
      queueName: JOBS[name].queue,
      data,
      opts: { ...jobOptions(this.retries), jobId, ...(isChild ? { ignoreDependencyOnFailure: true } : {}) },
    };
  }

  private options(jobId: string, parent: ParentJob | undefined): JobsOptions {
    if (parent === undefined) return { ...jobOptions(this.retries), jobId };
    return {
      ...jobOptions(this.retries),
      jobId,
      parent: { id: parent.jobId, queue: `${this.prefix}:${parent.queue}` },
      ignoreDependencyOnFailure: true,
    };
  }
}
