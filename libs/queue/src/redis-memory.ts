import type { Redis } from 'ioredis';

export interface RedisMemory {
  readonly usedBytes: number;
  /** Null where Redis has no `maxmemory`. */
  readonly maxBytes: number | null;
  /** Whether keys are evicted at the limit: then jobs may be lost without a word. */
  readonly evicts: boolean;
}

/** What Redis says of its memory. */
export async function redisMemory(redis: Redis): Promise<RedisMemory> {
  const info = await redis.info('memory');
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
  const maxBytes = Number(field('maxmemory') ?? 0);
  return {
    usedBytes: Number(field('used_memory') ?? 0),
    maxBytes: maxBytes > 0 ? maxBytes : null,
    evicts: (field('maxmemory_policy') ?? 'noeviction') !== 'noeviction',
  };
}

/** From here on Redis takes no further run, and no conductor fills its window up: what is under way needs the rest. */
export const REDIS_FULL = 0.9;

/** How full Redis is, from 0 to 1; 0 where nothing bounds it. */
export async function redisUse(redis: Redis): Promise<number> {
  const { usedBytes, maxBytes } = await redisMemory(redis);
  return maxBytes === null ? 0 : usedBytes / maxBytes;
}
