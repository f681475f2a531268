import type { Keyspace } from './run-keys.js';

/**
 * KEYS: the owner's bytes by id, with their total; the expiry of each claim.
 * ARGV: id, bytes, the owner's limit (-1 is none), the expiry of the claim while nothing is stored.
 * Returns 1 if the claim fits, the total without this id, and the time of the last count. A total of -1 means that the
 * bytes were not counted yet.
 */
const CLAIM = `
local counted = redis.call('HGET', KEYS[1], 'countedAt')
if not counted then return { 0, -1, 0 } end
local old = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0)
local others = tonumber(redis.call('HGET', KEYS[1], 'total') or 0) - old
local bytes, most = tonumber(ARGV[2]), tonumber(ARGV[3])
if most >= 0 and others + bytes > most and bytes > 0 then return { 0, others, tonumber(counted) } end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('HINCRBY', KEYS[1], 'total', bytes - old)
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
return { 1, others, tonumber(counted) }`;

/** Releases the bytes of ids. With a time, it releases only expired claims. ARGV: time or -1, ids. */
const RELEASE = `
local now = tonumber(ARGV[1])
for i = 2, #ARGV do
  local expiry = redis.call('ZSCORE', KEYS[2], ARGV[i])
  if now < 0 or not expiry or tonumber(expiry) < now then
    local old = redis.call('HGET', KEYS[1], ARGV[i])
    if old then
      redis.call('HDEL', KEYS[1], ARGV[i])
      redis.call('HINCRBY', KEYS[1], 'total', -tonumber(old))
    end
    redis.call('ZREM', KEYS[2], ARGV[i])
  end
end
return 1`;

/** Adds objects of the store that are not counted yet. ARGV: the time of the count, or 0 while it runs; ids and bytes. */
const ADD = `
for i = 2, #ARGV, 2 do
  if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('HINCRBY', KEYS[1], 'total', ARGV[i + 1])
  end
end
if ARGV[1] ~= '0' then redis.call('HSET', KEYS[1], 'countedAt', ARGV[1]) end
return 1`;

export interface ClaimAnswer {
  readonly fits: boolean;
  /** The owner's other bytes, or null if they were not counted since Redis was empty. */
  readonly others: number | null;
  readonly countedAtMs: number;
}

/**
 * Counts the stored bytes of each owner, by the id of the archive or upload. Bytes are claimed before they are stored,
 * so two simultaneous uploads cannot both take the last free space. If Redis loses the counts, they are recounted from
 * the store.
 */
export class StoredBytes {
  constructor(private readonly keyspace: Keyspace) {}

  /** @param keptMs how long the claim counts while the store has nothing with this id */
  async claim(
    owner: string,
    id: string,
    bytes: number,
    most: number | null,
    keptMs: number,
  ): Promise<ClaimAnswer> {
    const args = [...this.keys(owner), id, bytes, most ?? -1, Date.now() + keptMs];
    const answer = await this.keyspace.redis.eval(CLAIM, 2, ...args);
    const [fits, others, countedAtMs] = answer as [number, number, number];
    return { fits: fits === 1, others: others < 0 ? null : others, countedAtMs };
  }

  /** Extends a claim. A released claim stays released. */
  async renew(owner: string, id: string, keptMs: number): Promise<void> {
    await this.keyspace.redis.zadd(this.keys(owner)[1], 'XX', 'GT', Date.now() + keptMs, id);
  }

  async release(owner: string, id: string): Promise<void> {
    await this.keyspace.redis.eval(RELEASE, 2, ...this.keys(owner), -1, id);
  }

  /** Releases those of the ids whose claims have expired. */
  async releaseExpired(owner: string, ids: readonly string[]): Promise<void> {
    await this.keyspace.redis.eval(RELEASE, 2, ...this.keys(owner), Date.now(), ...ids);
  }

  /** Adds objects of the store that were not claimed. */
  async add(owner: string, found: readonly (readonly [id: string, bytes: number])[]): Promise<void> {
    await this.keyspace.redis.eval(ADD, 2, ...this.keys(owner), 0, ...found.flat());
  }

  /** Notes that the owner's bytes were just compared with the store. */
  async noteCounted(owner: string): Promise<void> {
    await this.keyspace.redis.eval(ADD, 2, ...this.keys(owner), Date.now());
  }

  /** Lists every id that is counted. */
  async listIds(owner: string): Promise<string[]> {
    const fields = await this.keyspace.redis.hkeys(this.keys(owner)[0]);
    return fields.filter((field) => field !== 'total' && field !== 'countedAt');
  }

  async readTotal(owner: string): Promise<{ readonly bytes: number; readonly countedAtMs: number }> {
    const [total, countedAt] = await this.keyspace.redis.hmget(this.keys(owner)[0], 'total', 'countedAt');
    return { bytes: Number(total ?? 0), countedAtMs: Number(countedAt ?? 0) };
  }

  private keys(owner: string): [string, string] {
    const key = `${this.keyspace.prefix}:quota:${owner}:bytes`;
    return [key, `${key}:until`];
  }
}
