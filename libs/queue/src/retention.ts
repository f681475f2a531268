import type { JobsOptions } from 'bullmq';
import type { JobName } from '#libs/contracts';

const DAY_SECONDS = 24 * 3600;

export interface Retries {
  readonly attempts: number;
  /** The delay before the second attempt. It doubles before each later one, with jitter. */
  readonly delayMs: number;
}

/** The delays add up to about two minutes (1 + 2 + 4 + ... + 64 s), enough for a store to restart. */
export const DEFAULT_RETRIES: Retries = { attempts: 8, delayMs: 1_000 };

/** A conductor is retried until its run ends, so that it outlasts any outage. */
const CONDUCTOR_ATTEMPTS = 1_000_000;
const CONDUCTOR_DELAY_MS = 2_000;

/** The delays add up to over two hours (15 + 30 + ... + 3,840 s), enough to repair a receiver. */
export const WEBHOOK_ATTEMPTS = 10;
const WEBHOOK_DELAY_FACTOR = 15;

/**
 * Returns BullMQ's options for a job. Finished jobs are kept long enough to deduplicate a job that is added twice within
 * a short time. Their number is limited to keep Redis small. A job that runs twice changes nothing the second time.
 */
export function buildJobOptions(name: JobName, { attempts, delayMs }: Retries): JobsOptions {
  const exponential = (delay: number) => ({ type: 'exponential', delay, jitter: 0.3 });
  const retries: Partial<Record<JobName, JobsOptions>> = {
    'conduct-run': {
      attempts: CONDUCTOR_ATTEMPTS,
      backoff: { type: 'fixed', delay: CONDUCTOR_DELAY_MS, jitter: 0.3 },
    },
    'deliver-webhook': {
      attempts: WEBHOOK_ATTEMPTS,
      backoff: exponential(WEBHOOK_DELAY_FACTOR * delayMs),
    },
  };
  return {
    ...(retries[name] ?? { attempts, backoff: exponential(delayMs) }),
    removeOnComplete: { age: DAY_SECONDS, count: 1_000 },
    removeOnFail: { age: 7 * DAY_SECONDS, count: 1_000 },
  };
}

/** The number of job events kept per queue. Runs report progress through their own streams. */
export const QUEUE_EVENTS_KEPT = 1_000;
