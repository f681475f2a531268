import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';

/** An HTTP request waits at most this long for Redis, so the API answers 503 within a second instead of hanging. */
export const FAIL_FAST_MS = 700;
const LOOK_EVERY_MS = 500;

/** Opens a connection for HTTP requests. A command succeeds or fails within `FAIL_FAST_MS`. */
export function connectFailFast(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: FAIL_FAST_MS,
    commandTimeout: FAIL_FAST_MS,
    retryStrategy: backoff,
  });
  redis.on('error', () => undefined); // each command reports its own failure; ioredis reconnects
  return redis;
}

/** Opens a connection for workers. A command waits until Redis is available. */
export function connectPatient(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: backoff });
  redis.on('error', () => undefined); // BullMQ and the caller log their own errors
  return redis;
}

/** Closes a connection with QUIT. If Redis does not answer, it disconnects, so the process can always end. */
export async function hangUp(redis: Redis): Promise<void> {
  await failFast(redis, () => redis.quit()).catch(() => undefined);
  redis.disconnect();
}

/** Waits until Redis has not answered for `afterMs`, or until `signal` aborts. */
export async function waitUntilLost(redis: Redis, afterMs: number, signal: AbortSignal): Promise<void> {
  let answeredAt = Date.now();
  while (!signal.aborted && Date.now() - answeredAt < afterMs) {
    const answer = await failFast(redis, () => redis.ping()).catch(() => null);
    if (answer !== null) answeredAt = Date.now();
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Runs an operation on a fail-fast connection.
 * @throws SerenadeError `queue.unavailable` at once if there is no connection, otherwise after FAIL_FAST_MS
 */
export async function failFast<T>(redis: Redis, operation: () => Promise<T>): Promise<T> {
  if (redis.status !== 'ready') throw unavailable();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), FAIL_FAST_MS);
  });
  try {
    return await Promise.race([operation(), timeout]);
  } catch (error) {
    throw isConnectionError(error) ? unavailable(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

function backoff(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
}

/** Creates the error `queue.unavailable`. */
export function unavailable(cause?: unknown): SerenadeError {
  const message = 'Redis does not answer. Try again in a moment.';
  return new SerenadeError('queue.unavailable', message, {}, { cause });
}

/** Returns true if an error of ioredis or BullMQ means that Redis cannot be reached. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /ECONN|EPIPE|ETIMEDOUT|Connection is closed|max retries|offline queue|Command timed out|Stream isn't writeable|LOADING/i.test(
    `${error.name} ${error.message}`,
  );
}
