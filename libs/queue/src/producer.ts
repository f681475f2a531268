import type { JobsOptions } from 'bullmq';
import {
  JOBS,
  QUEUE_NAMES,
  jobIds,
  type AwaitedJobName,
  type JobData,
  type JobName,
  type QueueName,
} from '#libs/contracts';
import { captureTrace, inSpan, type SpanOptions } from '#libs/runtime';
import { FairOrder } from './fair-order.js';
import type { Keyspace } from './run-keys.js';
import { openQueues, type Queues } from './queues.js';
import { DEFAULT_RETRIES, buildJobOptions, type Retries } from './retention.js';

export interface NewJob<N extends JobName> {
  readonly jobId: string;
  readonly data: JobData<N>;
}

/** The jobs that belong to a run. */
export type RunJobName = Exclude<JobName, 'deliver-webhook' | AwaitedJobName>;

/** The queues that the shards of many runs share. Their jobs have places in a fair order. */
const SHARED: readonly QueueName[] = ['features', 'scoring'];

/** The states of an unfinished job. */
const PENDING: readonly string[] = ['waiting', 'prioritized', 'delayed', 'active', 'waiting-children'];

/** Adds jobs, typed by name. Jobs of shards are in a fair order between owners and their runs. */
export class JobProducer {
  private readonly queues: Queues;
  private readonly order: FairOrder;

  constructor(
    keyspace: Keyspace,
    private readonly retries: Retries = DEFAULT_RETRIES,
  ) {
    this.order = new FairOrder(keyspace);
    this.queues = openQueues(keyspace);
  }

  /** Adds jobs of one run. A job whose id exists already changes nothing. */
  async add<N extends RunJobName>(name: N, jobs: readonly NewJob<N>[]): Promise<void> {
    const [first] = jobs;
    if (first === undefined) return;
    const queue = JOBS[name].queue;
    const places = SHARED.includes(queue)
      ? await this.order.take(queue, first.data.runId, jobs.length)
      : jobs.map(() => 0);
    await inSpan(`add ${name}`, describeSpan(queue, first.data.runId, jobs.length), async () => {
      const options = this.options(name);
      await this.queues[queue].addBulk(
        jobs.map(({ jobId, data }, at) => ({
          name,
          data,
          opts: { ...options, jobId, priority: places[at] ?? 0 },
        })),
      );
    });
  }

  /** Adds a delivery. A delivery whose id exists already changes nothing. */
  async deliverWebhook(jobId: string, data: JobData<'deliver-webhook'>): Promise<void> {
    await inSpan('add deliver-webhook', describeSpan('webhooks', undefined, 1), async () => {
      await this.queues.webhooks.add('deliver-webhook', data, { ...this.options('deliver-webhook'), jobId });
    });
  }

  /** Adds a job that an HTTP request waits for. It has no priority, so BullMQ serves it before all jobs that have one. */
  async addAwaited<N extends AwaitedJobName>(name: N, id: string, data: JobData<N>): Promise<void> {
    const { queue } = JOBS[name];
    await inSpan(`add ${name}`, describeSpan(queue, undefined, 1), async () => {
      const options = { ...this.options(name), attempts: 1, jobId: jobIds.awaited(name, id) };
      await this.queues[queue].add(name, data, options);
    });
  }

  /** Returns true if the job is waiting, delayed or running. */
  async isPending(name: JobName, jobId: string): Promise<boolean> {
    return PENDING.includes(await this.queues[JOBS[name].queue].getJobState(jobId));
  }

  /** Removes a finished job, so that its id can be added again. */
  async forget(name: JobName, jobId: string): Promise<void> {
    await this.queues[JOBS[name].queue].remove(jobId);
  }

  /** Wakes the conductor of a run if it sleeps. */
  async wakeConductor({ runId, launch }: { readonly runId: string; readonly launch: number }): Promise<void> {
    const job = await this.queues.archives.getJob(jobIds.conduct(runId, launch));
    await job?.promote().catch(() => undefined);
  }

  /** Takes a run that adds no more jobs for now out of the fair order. */
  async leaveOrder(runId: string, owner: string): Promise<void> {
    await this.order.leave(runId, owner, SHARED);
  }

  /** Keeps priorities below BullMQ's limit of 2^21: it moves a high clock back to 0, and the waiting jobs with it. */
  async keepOrderInBounds(): Promise<void> {
    for (const name of SHARED) {
      const by = await this.order.moveBack(name);
      if (by === 0) continue;
      for (const job of await this.queues[name].getJobs(['prioritized'])) {
        // This fails for a job that has started in the meantime, which needs no place any more.
        await job.changePriority({ priority: Math.max(1, job.priority - by) }).catch(() => undefined);
      }
    }
  }

  /** Counts the jobs by state in every queue. Prioritized jobs count as waiting. */
  async countJobs(): Promise<Record<QueueName, Record<string, number>>> {
    const counts = await Promise.all(
      QUEUE_NAMES.map(async (name) => {
        const states = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;
        const { prioritized = 0, waiting = 0, ...others } = await this.queues[name].getJobCounts(...states);
        return [name, { waiting: waiting + prioritized, ...others }];
      }),
    );
    return Object.fromEntries(counts) as Record<QueueName, Record<string, number>>;
  }

  /** Includes the caller's trace, if there is one. BullMQ stores it next to the data. */
  private options(name: JobName): JobsOptions {
    const metadata = captureTrace();
    return {
      ...buildJobOptions(name, this.retries),
      ...(metadata === undefined ? {} : { telemetry: { metadata } }),
    };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.queues).map((queue) => queue.close()));
  }
}

function describeSpan(queue: QueueName, runId: string | undefined, jobs: number): SpanOptions {
  return {
    kind: 'producer',
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.destination.name': queue,
      'messaging.batch.message_count': jobs,
      'serenade.run_id': runId,
    },
  };
}
