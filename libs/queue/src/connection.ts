import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type CommonRedisOptions } from 'ioredis';
import { SerenadeError } from '#libs/contracts';
import { guessTls } from './guess-tls.js';
import { NO_ANSWER, RedisFault, describeFault } from './redis-faults.js';

/** An HTTP request waits at most this long for Redis, so the API answers 503 within a second instead of hanging. */
export const FAIL_FAST_MS = 700;
const LOOK_EVERY_MS = 500;

const GUESS_EVERY_MS = 10_000;
/** After a reply that says READONLY, a connection looks for the new primary, at most this often. */
const LOOK_FOR_PRIMARY_MS = 5_000;

/** Where Redis is. With Sentinels, `url` has the user, the password, the database and the TLS of the primary. */
export interface RedisSettings {
  readonly url: string;
  readonly sentinels?: readonly { readonly host: string; readonly port: number }[];
  /** The name of the primary that the Sentinels watch. */
  readonly sentinelName?: string;
  readonly sentinelPassword?: string | undefined;
}

/** The last error of each connection that is not ready. */
const faults = new WeakMap<Redis, Error>();

/** Opens a connection for HTTP requests. A command succeeds or fails within `FAIL_FAST_MS`. */
export function connectFailFast(settings: RedisSettings | string): Redis {
  return open(settings, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: FAIL_FAST_MS,
    commandTimeout: FAIL_FAST_MS,
  });
}

/** Opens a connection for workers. A command waits until Redis is available. */
export function connectPatient(settings: RedisSettings | string): Redis {
  return open(settings, { maxRetriesPerRequest: null });
}

type TimingOptions = Pick<
  CommonRedisOptions,
  'enableOfflineQueue' | 'maxRetriesPerRequest' | 'connectTimeout' | 'commandTimeout'
>;

function open(given: RedisSettings | string, options: TimingOptions): Redis {
  const settings = typeof given === 'string' ? { url: given } : given;
  const redis = new Redis(settings.url, {
    ...options,
    ...buildSentinelOptions(settings),
    retryStrategy: backoff,
    reconnectOnError: reconnectIfReplica((error) => faults.set(redis, error)),
  });
  noteFaults(redis, settings);
  return redis;
}

function buildSentinelOptions({ url, sentinels = [], sentinelName, sentinelPassword }: RedisSettings) {
  if (sentinels.length === 0) return {};
  const isTls = url.startsWith('rediss:');
  return {
    sentinels: [...sentinels],
    name: sentinelName ?? 'mymaster',
    // ioredis can also listen for failovers. If one is announced while it connects, it gives up the connection for good.
    failoverDetector: false,
    sentinelRetryStrategy: backoff,
    sentinelCommandTimeout: 2_000,
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(isTls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
  };
}

/** A primary that becomes a replica keeps its connections. A new connection finds the new primary by its name. */
function reconnectIfReplica(note: (error: Error) => void): (error: Error) => boolean {
  let reconnectedAt = -Infinity;
  return (error) => {
    if (!error.message.includes('READONLY') || Date.now() - reconnectedAt < LOOK_FOR_PRIMARY_MS) return false;
    reconnectedAt = Date.now();
    note(error); // the commands that fail until then say why
    return true;
  };
}

/** Keeps the last error of the connection while it is not ready, for the commands that fail without one. */
function noteFaults(redis: Redis, { url, sentinels = [] }: RedisSettings): void {
  let guessedAt = -Infinity;
  redis.on('error', (error: Error) => {
    if (!(faults.get(redis) instanceof RedisFault)) faults.set(redis, error);
  });
  redis.on('ready', () => faults.delete(redis));
  redis.on('close', () => {
    if (sentinels.length > 0 || Date.now() - guessedAt < GUESS_EVERY_MS) return;
    guessedAt = Date.now();
    void guessTls(url).then((found) => {
      if (found !== null && redis.status !== 'ready') faults.set(redis, new RedisFault(found));
    });
  });
}

/** Returns a sentence about the fault of a connection that is not ready. */
export function readFault(redis: Redis): string {
  return describeFault(faults.get(redis)) ?? NO_ANSWER;
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
  if (redis.status !== 'ready') throw unavailable(faults.get(redis));
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(faults.get(redis))), FAIL_FAST_MS);
  });
  try {
    return await Promise.race([operation(), timeout]);
  } catch (error) {
    const fault = describeFault(error);
    if (fault === null) throw error;
    throw unavailable(fault === NO_ANSWER ? (faults.get(redis) ?? error) : error);
  } finally {
    clearTimeout(timer);
  }
}

function backoff(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
}

/** Creates the error `queue.unavailable`. Its message names the fault that the cause means, if it is known. */
export function unavailable(cause?: unknown): SerenadeError {
  return new SerenadeError('queue.unavailable', describeFault(cause) ?? NO_ANSWER, {}, { cause });
}

/** Returns true if an error of ioredis or BullMQ means that Redis cannot be used now. */
export function isConnectionError(error: unknown): boolean {
  return describeFault(error) !== null;
}
