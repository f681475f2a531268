import { Queue, QueueEvents } from 'bullmq';
import { QUEUE_NAMES } from '#libs/contracts';
import { connectPatient } from '#libs/queue';

const TWIN = '-twin';

/** Adds a copy of every added job to its queue under another id, so that each job is delivered twice. */
export class JobDoubler implements AsyncDisposable {
  /** The number of added jobs, and of their copies. */
  jobs = 0;
  doubled = 0;
  private readonly closers: (() => Promise<void>)[] = [];

  constructor(redisUrl: string, prefix: string) {
    for (const name of QUEUE_NAMES) this.watch(name, redisUrl, prefix);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.closers.map((close) => close()));
  }

  private watch(name: string, redisUrl: string, prefix: string): void {
    const connection = connectPatient(redisUrl);
    const queue = new Queue(name, { connection, prefix });
    // The stream is read from the start, because jobs may exist before the listener does.
    const events = new QueueEvents(name, {
      connection: connectPatient(redisUrl),
      prefix,
      lastEventId: '0-0',
    });
    queue.on('error', () => undefined); // the chaos restarts Redis
    events.on('error', () => undefined);
    events.on('added', ({ jobId }) => {
      if (jobId.endsWith(TWIN)) return;
      this.jobs += 1;
      void this.double(queue, jobId).catch(() => undefined);
    });
    this.closers.push(async () => {
      await events.close();
      await queue.close();
      connection.disconnect();
    });
  }

  private async double(queue: Queue, jobId: string): Promise<void> {
    const job = await queue.getJob(jobId);
    if (job === undefined) return;
    const { attempts, backoff, priority, removeOnComplete, removeOnFail } = job.opts;
    const options = { attempts, backoff, priority, removeOnComplete, removeOnFail, jobId: `${jobId}${TWIN}` };
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    await queue.add(job.name, job.data, Object.fromEntries(given));
    this.doubled += 1;
  }
}
