import type { JobsOptions } from 'bullmq';

const DAY_SECONDS = 24 * 3600;

/**
 * Retries last about two minutes (1 + 2 + 4 + ... + 64 s) with jitter, so that a store may restart. Finished jobs
 * are kept long enough that adding one twice changes nothing, and short enough that Redis stays small.
 */
export const JOB_OPTIONS = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.3 },
  removeOnComplete: { age: DAY_SECONDS, count: 10_000 },
  removeOnFail: { age: 7 * DAY_SECONDS, count: 10_000 },
} as const satisfies JobsOptions;

/** Job events kept per queue; progress of runs goes through their own streams. */
export const QUEUE_EVENTS_KEPT = 1_000;
