import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';

const FIRST_MS = 250;
const LONGEST_MS = 4_000;

/**
 * A BullMQ worker that waits longer after each failure to fetch a job, up to four seconds. BullMQ itself tries again at
 * once after an error reply of Redis, so a replica or a full Redis would keep a core busy and fill the log.
 */
export class BackingOffWorker extends Worker {
  private failures = 0;
  private readonly ending = new AbortController();

  /** BullMQ calls this without a time after it failed to wait for a job. */
  override delay(milliseconds?: number, abort?: Parameters<Worker['delay']>[1]): Promise<void> {
    return milliseconds === undefined ? this.backOff() : super.delay(milliseconds, abort);
  }

  override close(force?: boolean): Promise<void> {
    this.ending.abort();
    return super.close(force);
  }

  protected override async moveToActive(token: string, name?: string) {
    try {
      const job = await super.moveToActive(token, name);
      this.failures = 0;
      return job;
    } catch (error) {
      await this.backOff();
      throw error;
    }
  }

  private async backOff(): Promise<void> {
    const ms = Math.min(FIRST_MS * 2 ** this.failures, LONGEST_MS);
    this.failures += 1;
    await sleep(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
