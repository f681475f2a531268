import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';
import { connectFailFast, failFast, hangUp, readFault, type RedisSettings } from './connection.js';
import { CLUSTER, NO_ANSWER, describeFault } from './redis-faults.js';
import type { Keyspace } from './run-keys.js';

const PROBE_SECONDS = 60;
/** A start waits this long for Redis. It continues without it, because Redis may come up later. */
const START_MS = 2_000;
const LOOK_MS = 50;
const LOG_EVERY_MS = 60_000;

interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/**
 * Checks that Redis accepts writes, which a replica, a full memory or a full disk prevent.
 * @throws SerenadeError `queue.unsuitable` for a Redis Cluster; the error of ioredis
 */
export async function probeRedis({ redis, prefix }: Keyspace): Promise<void> {
  const info = await redis.info('cluster').catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('NOPERM')) return ''; // the user may write, but not read INFO
    throw error;
  });
  if (info.includes('cluster_enabled:1')) throw new SerenadeError('queue.unsuitable', CLUSTER);
  await redis.set(`${prefix}:probe`, '1', 'EX', PROBE_SECONDS);
}

/**
 * Checks Redis when a process starts. Every other fault than a cluster is only logged, because it may pass.
 * @throws SerenadeError `queue.unsuitable`; then the process must not start
 */
export async function checkRedis(keyspace: Keyspace, logger: Logger): Promise<void> {
  const fault = await findFault(keyspace);
  if (fault !== null) logger.warn({ part: 'redis' }, fault);
}

/** Connects to Redis once. Returns a sentence about its fault, or null if it works. */
export async function examineRedis(settings: RedisSettings, prefix: string): Promise<string | null> {
  const redis = connectFailFast(settings);
  try {
    return await findFault({ redis, prefix });
  } catch (error) {
    return (error as Error).message;
  } finally {
    await hangUp(redis);
  }
}

async function findFault(keyspace: Keyspace): Promise<string | null> {
  const { redis } = keyspace;
  try {
    await waitUntilKnown(redis);
    await failFast(redis, () => probeRedis(keyspace));
    return null;
  } catch (error) {
    if (error instanceof SerenadeError && error.code === 'queue.unsuitable') throw error;
    return error instanceof SerenadeError ? error.message : (describeFault(error) ?? readFault(redis));
  }
}

/** Waits until the connection is ready or its fault is known. */
async function waitUntilKnown(redis: Redis): Promise<void> {
  const end = Date.now() + START_MS;
  while (redis.status !== 'ready' && readFault(redis) === NO_ANSWER && Date.now() < end) await sleep(LOOK_MS);
}

/** Logs the faults of a connection, at most one a minute, and its recovery. */
export function logFaults(redis: Redis, logger: Logger): void {
  const log = throttleFaults(logger);
  let isFaulty = false;
  redis.on('error', (error: Error) => {
    isFaulty = true;
    log(error, readFault(redis));
  });
  redis.on('ready', () => {
    if (isFaulty) logger.info({ part: 'redis' }, 'Redis answers again');
    isFaulty = false;
  });
}

/** Returns a function that logs each sentence at most once a minute. */
export function throttleFaults(logger: Pick<Logger, 'warn'>): (error: unknown, sentence: string) => void {
  const loggedAt = new Map<string, number>();
  return (error, sentence) => {
    if (Date.now() - (loggedAt.get(sentence) ?? -Infinity) < LOG_EVERY_MS) return;
    loggedAt.set(sentence, Date.now());
    logger.warn({ err: error, part: 'redis' }, sentence);
  };
}
