import type { JobName, QueueName } from '#libs/contracts';
import { JOBS } from '#libs/contracts';
import { JobProducer, type NewJob, type RunJobName } from '#libs/queue';

/** A producer that records when each job was added and when a worker took it. */
export class WatchedProducer extends JobProducer {
  /** The number of attempts at jobs. */
  begun = 0;
  /** The number of jobs that were taken at least once. */
  jobs = 0;
  private readonly addedAt = new Map<string, number>();
  private readonly waits = new Map<string, number[]>();

  override async add<N extends RunJobName>(name: N, jobs: readonly NewJob<N>[]): Promise<void> {
    const now = performance.now();
    for (const { jobId } of jobs) if (!this.addedAt.has(jobId)) this.addedAt.set(jobId, now);
    await super.add(name, jobs);
  }

  /** Call it when a worker has taken the job. */
  begin(name: JobName, jobId: string, runId: string): void {
    this.begun += 1;
    const at = this.addedAt.get(jobId);
    if (at === undefined || at === Infinity) return;
    this.addedAt.set(jobId, Infinity); // later attempts waited for their time, not for a worker
    this.jobs += 1;
    const key = `${JOBS[name].queue} ${runId}`;
    const waits = this.waits.get(key) ?? [];
    if (waits.length === 0) this.waits.set(key, waits);
    waits.push(performance.now() - at);
  }

  /** Returns the median and the 95th percentile of the milliseconds that jobs of the run waited. */
  waited(queue: QueueName, runId: string): { readonly p50: number; readonly p95: number } {
    const waits = (this.waits.get(`${queue} ${runId}`) ?? []).sort((a, b) => a - b);
    const at = (share: number): number => Math.round(waits[Math.floor(share * (waits.length - 1))] ?? 0);
    return { p50: at(0.5), p95: at(0.95) };
  }
}
