import type { Keyspace } from './run-keys.js';

/** Counters outlive their day by a day, so a worker whose clock is slow does not recreate one. */
export const AUDIO_KEPT_SECONDS = 2 * 24 * 3600;

/** Returns the Redis key that counts the milliseconds of an owner's audio extracted on one UTC day. */
export function audioKey({ prefix }: Keyspace, owner: string, at: Date): string {
  return `${prefix}:quota:${owner}:audio:${at.toISOString().slice(0, 10)}`;
}

/** Returns the end of the current UTC day. */
export function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/**
 * Returns the seconds of the owner's audio that were extracted since midnight UTC. `LiveRuns.countShard` and
 * `addAudioSeconds` add to them.
 */
export async function readAudioSecondsToday(
  keyspace: Keyspace,
  owner: string,
  now = new Date(),
): Promise<number> {
  return Number((await keyspace.redis.get(audioKey(keyspace, owner, now))) ?? 0) / 1000;
}

/** Adds seconds that were extracted outside of a run. */
export async function addAudioSeconds(
  keyspace: Keyspace,
  owner: string,
  seconds: number,
  now = new Date(),
): Promise<void> {
  const { redis } = keyspace;
  const key = audioKey(keyspace, owner, now);
  // `multi` would hide errors: its `exec` resolves even if one of its commands failed.
  await redis.incrby(key, Math.round(1000 * seconds));
  await redis.expire(key, AUDIO_KEPT_SECONDS);
}
