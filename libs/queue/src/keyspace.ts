import type { Redis } from 'ioredis';

/** A Redis connection and the prefix of every key. Deployments with different prefixes can share one Redis. */
export interface Keyspace {
  readonly redis: Redis;
  readonly prefix: string;
}
