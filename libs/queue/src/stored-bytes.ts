import type { Keyspace } from './keyspace.js';

/**
 * KEYS: the owner's bytes by id, with their total; until when each claim stands.
 * ARGV: id, bytes, most that the owner may have (-1 is no limit), until when the claim stands though nothing is stored.
 * Answers whether it fits, the total without this id, and when the bytes were last counted; a total of -1 says that
 * nobody has counted them yet.
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

/** Gives the bytes of ids back; with a time, only of those whose claim stands no more. ARGV: time or -1, ids. */
const RELEASE = `
local now = tonumber(ARGV[1])
for i = 2, #ARGV do
  local stands = redis.call('ZSCORE', KEYS[2], ARGV[i])
  if now < 0 or not stands or tonumber(stands) < now then
    local old = redis.call('HGET', KEYS[1], ARGV[i])
    if old then
      redis.call('HDEL', KEYS[1], ARGV[i])
      redis.call('HINCRBY', KEYS[1], 'total', -tonumber(old))
    end
    redis.call('ZREM', KEYS[2], ARGV[i])
  end
end
return 1`;

/** Adds what was found in the store and is not known. ARGV: time of the count or 0 while it goes on, ids and bytes. */
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
  /** What the owner has beside this; null when nobody has counted it since Redis was empty. */
  readonly others: number | null;
  readonly countedAtMs: number;
}

/**
 * How many bytes each owner has, by the id of what holds them: claimed before they are stored, so that two uploads at
 * once do not both take the last of the room, and never counted twice. All of it may be lost, and be counted again.
 */
export class StoredBytes {
  constructor(private readonly keyspace: Keyspace) {}

  /** @param standsMs how long the claim counts though the store has nothing of this id */
  async claim(
    owner: string,
    id: string,
    bytes: number,
    most: number | null,
    standsMs: number,
  ): Promise<ClaimAnswer> {
    const args = [id, bytes, most ?? -1, Date.now() + standsMs];
    const told = (await this.keyspace.redis.eval(CLAIM, 2, ...this.keys(owner), ...args)) as [
      number,
      number,
      number,
    ];
    const [fits, others, countedAtMs] = told;
    return { fits: fits === 1, others: others < 0 ? null : others, countedAtMs };
  }

  /** Lets a claim stand for longer; one that was given back stays so. */
  async renew(owner: string, id: string, standsMs: number): Promise<void> {
    await this.keyspace.redis.zadd(this.keys(owner)[1], 'XX', 'GT', Date.now() + standsMs, id);
  }

  async release(owner: string, id: string): Promise<void> {
    await this.keyspace.redis.eval(RELEASE, 2, ...this.keys(owner), -1, id);
  }

  /** Forgets those of the ids whose claims stand no more. */
  async releaseLapsed(owner: string, ids: readonly string[]): Promise<void> {
    await this.keyspace.redis.eval(RELEASE, 2, ...this.keys(owner), Date.now(), ...ids);
  }

  /** Adds what the store has and nobody claimed. */
  async add(owner: string, found: readonly (readonly [id: string, bytes: number])[]): Promise<void> {
    await this.keyspace.redis.eval(ADD, 2, ...this.keys(owner), 0, ...found.flat());
  }

  /** Says that the owner's bytes were compared with the store just now. */
  async noteCounted(owner: string): Promise<void> {
    await this.keyspace.redis.eval(ADD, 2, ...this.keys(owner), Date.now());
  }

  /** Every id that is counted. */
  async ids(owner: string): Promise<string[]> {
    const fields = await this.keyspace.redis.hkeys(this.keys(owner)[0]);
    return fields.filter((field) => field !== 'total' && field !== 'countedAt');
  }

  async total(owner: string): Promise<{ readonly bytes: number; readonly countedAtMs: number }> {
    const [total, countedAt] = await this.keyspace.redis.hmget(this.keys(owner)[0], 'total', 'countedAt');
    return { bytes: Number(total ?? 0), countedAtMs: Number(countedAt ?? 0) };
  }

  private keys(owner: string): [string, string] {
    const key = `${this.keyspace.prefix}:quota:${owner}:bytes`;
    return [key, `${key}:until`];
  }
}
