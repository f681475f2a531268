import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';

/** Longest that an HTTP request waits for Redis: the API answers 503 within a second instead of hanging. */
export const FAIL_FAST_MS = 700;
const LOOK_EVERY_MS = 500;

/** A connection that answers or fails at once: for requests that somebody waits for. */
export function connectFailFast(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: FAIL_FAST_MS,
    commandTimeout: FAIL_FAST_MS,
    retryStrategy: backoff,
  });
  redis.on('error', () => undefined); // each command reports its own failure; the connection mends itself
  return redis;
}

/** A connection that waits for Redis to come back: for workers. */
export function connectPatient(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: backoff });
  redis.on('error', () => undefined); // BullMQ and the caller log what concerns them
  return redis;
}

/** Ends a connection in good order, or at once when Redis does not answer: a process that is asked to end must end. */
export async function hangUp(redis: Redis): Promise<void> {
  await failFast(redis, () => redis.quit()).catch(() => undefined);
  redis.disconnect();
}

/** Resolves once Redis has not answered for so long, or when it is no longer asked for. */
export async function untilLost(redis: Redis, afterMs: number, noLonger: AbortSignal): Promise<void> {
  let answeredAt = Date.now();
  while (!noLonger.aborted && Date.now() - answeredAt < afterMs) {
    const answer = await failFast(redis, () => redis.ping()).catch(() => null);
    if (answer !== null) answeredAt = Date.now();
    await sleep(LOOK_EVERY_MS, undefined, { signal: noLonger }).catch(() => undefined);
  }
}

/**
 * Runs an operation on a fail-fast connection.
 * @throws SerenadeError `queue.unavailable` at once when there is no connection, else after FAIL_FAST_MS
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

export function unavailable(cause?: unknown): SerenadeError {
  return new SerenadeError(
    'queue.unavailable',
    'Redis does not answer; try again in a moment.',
    {},
    { cause },
  );
}

/** Whether an error of ioredis or BullMQ says that Redis is out of reach. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /ECONN|EPIPE|ETIMEDOUT|Connection is closed|max retries|offline queue|Command timed out|Stream isn't writeable|LOADING/i.test(
    `${error.name} ${error.message}`,
  );
}
