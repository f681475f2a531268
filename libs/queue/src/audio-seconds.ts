import type { Keyspace } from './keyspace.js';

/** Long enough that no worker's clock brings a day back. */
export const AUDIO_KEPT_SECONDS = 2 * 24 * 3600;

/** How many milliseconds of an owner's audio were extracted on a day of UTC. */
export function audioKey({ prefix }: Keyspace, owner: string, at: Date): string {
  return `${prefix}:quota:${owner}:audio:${at.toISOString().slice(0, 10)}`;
}

/** When the day of UTC ends. */
export function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/** Seconds of the owner's audio that were extracted since midnight UTC. `LiveRuns.countShard` and `addAudioSeconds` add to them. */
export async function audioSecondsToday(
  keyspace: Keyspace,
  owner: string,
  now = new Date(),
): Promise<number> {
  return Number((await keyspace.redis.get(audioKey(keyspace, owner, now))) ?? 0) / 1000;
}

/** Adds what was extracted beside a run. */
export async function addAudioSeconds(
  keyspace: Keyspace,
  owner: string,
  seconds: number,
  now = new Date(),
): Promise<void> {
  const { redis } = keyspace;
  const key = audioKey(keyspace, owner, now);
  // Not by `multi`, whose `exec` resolves though a command of it failed.
  await redis.incrby(key, Math.round(1000 * seconds));
  await redis.expire(key, AUDIO_KEPT_SECONDS);
}
