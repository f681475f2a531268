import type { JobsOptions } from 'bullmq';
import type { JobName } from '#libs/contracts';

const DAY_SECONDS = 24 * 3600;

export interface Retries {
  readonly attempts: number;
  /** Before the second attempt; doubled before each later one, with jitter. */
  readonly delayMs: number;
}

/** About two minutes (1 + 2 + 4 + ... + 64 s), so that a store may restart. */
export const DEFAULT_RETRIES: Retries = { attempts: 8, delayMs: 1_000 };

/** A conductor lives as long as its run and does nothing by itself: it outlasts any outage. */
const CONDUCTOR_ATTEMPTS = 1_000_000;
const CONDUCTOR_DELAY_MS = 2_000;

/** Over two hours (15 + 30 + ... + 3,840 s), so that a receiver may be mended. */
export const WEBHOOK_ATTEMPTS = 10;
const WEBHOOK_DELAY_FACTOR = 15;

/**
 * Finished jobs are kept long enough that adding one twice at about the same time changes nothing, and few enough that
 * Redis stays small: a job done twice changes nothing either.
 */
export function jobOptions(name: JobName, { attempts, delayMs }: Retries): JobsOptions {
  const exponential = (delay: number) => ({ type: 'exponential', delay, jitter: 0.3 });
  const retries = {
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
    ...(name in retries
      ? retries[name as keyof typeof retries]
      : { attempts, backoff: exponential(delayMs) }),
    removeOnComplete: { age: DAY_SECONDS, count: 1_000 },
    removeOnFail: { age: 7 * DAY_SECONDS, count: 1_000 },
  };
}

/** Job events kept per queue; progress of runs goes through their own streams. */
export const QUEUE_EVENTS_KEPT = 1_000;
