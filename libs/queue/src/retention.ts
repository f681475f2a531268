import type { JobsOptions } from 'bullmq';

const DAY_SECONDS = 24 * 3600;

export interface Retries {
  readonly attempts: number;
  /** Before the second attempt; doubled before each later one, with jitter. */
  readonly delayMs: number;
}

/** About two minutes (1 + 2 + 4 + ... + 64 s), so that a store may restart. */
export const DEFAULT_RETRIES: Retries = { attempts: 8, delayMs: 1_000 };

/**
 * Finished jobs are kept long enough that adding one twice changes nothing, and short enough that Redis stays
 * small.
 */
export function jobOptions({ attempts, delayMs }: Retries): JobsOptions {
  return {
    attempts,
    backoff: { type: 'exponential', delay: delayMs, jitter: 0.3 },
    removeOnComplete: { age: DAY_SECONDS, count: 10_000 },
    removeOnFail: { age: 7 * DAY_SECONDS, count: 10_000 },
  };
}

/** Job events kept per queue; progress of runs goes through their own streams. */
export const QUEUE_EVENTS_KEPT = 1_000;
