import type { Redis } from 'ioredis';

export interface RedisMemory {
  readonly usedBytes: number;
  /** Null if Redis has no `maxmemory`. */
  readonly maxBytes: number | null;
  /** True if Redis evicts keys at the limit. Then jobs may be lost silently. */
  readonly evicts: boolean;
}

/** Reads the memory use of Redis. */
export async function readRedisMemory(redis: Redis): Promise<RedisMemory> {
  const info = await redis.info('memory');
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const maxBytes = Number(field('maxmemory') ?? 0);
  return {
    usedBytes: Number(field('used_memory') ?? 0),
    maxBytes: maxBytes > 0 ? maxBytes : null,
    evicts: (field('maxmemory_policy') ?? 'noeviction') !== 'noeviction',
  };
}

/** At this use of Redis, the API accepts no runs and conductors add no shards. The rest is for running jobs. */
export const REDIS_FULL = 0.9;

/** Returns the share of `maxmemory` in use, from 0 to 1, or 0 if Redis has no limit. */
export async function readRedisUse(redis: Redis): Promise<number> {
  const { usedBytes, maxBytes } = await readRedisMemory(redis);
  return maxBytes === null ? 0 : usedBytes / maxBytes;
}
