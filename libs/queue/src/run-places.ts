import type { Keyspace } from './run-keys.js';

/** ARGV: most (-1 is no limit), now, ids. All ids get a place or none does. Returns [1 or 0, places taken before]. */
const CLAIM = `
local most, new = tonumber(ARGV[1]), 0
for i = 3, #ARGV do
  if not redis.call('ZSCORE', KEYS[1], ARGV[i]) then new = new + 1 end
end
local taken = redis.call('ZCARD', KEYS[1])
if most >= 0 and new > 0 and taken + new > most then return { 0, taken } end
for i = 3, #ARGV do redis.call('ZADD', KEYS[1], ARGV[2], ARGV[i]) end
return { 1, taken }`;

/**
 * Limits the active runs of each owner. A run takes its place before its record is written, and releases it when it
 * ends or is paused. If Redis is empty, no run is active, so nothing needs a recount.
 */
export class RunPlaces {
  constructor(private readonly keyspace: Keyspace) {}

  /** @param most the number of the owner's places; null means no limit */
  async claim(
    owner: string,
    runIds: readonly string[],
    most: number | null,
  ): Promise<{ readonly fits: boolean; readonly taken: number }> {
    const args = [this.key(owner), most ?? -1, Date.now(), ...runIds];
    const [fits, taken] = (await this.keyspace.redis.eval(CLAIM, 1, ...args)) as [number, number];
    return { fits: fits === 1, taken };
  }

  async release(owner: string, ...runIds: readonly string[]): Promise<void> {
    if (runIds.length > 0) await this.keyspace.redis.zrem(this.key(owner), ...runIds);
  }

  /** Lists the runs that took their place at least `ageMs` ago. */
  async listOlderThan(owner: string, ageMs: number): Promise<string[]> {
    return this.keyspace.redis.zrangebyscore(this.key(owner), 0, Date.now() - ageMs);
  }

  async count(owner: string): Promise<number> {
    return this.keyspace.redis.zcard(this.key(owner));
  }

  private key(owner: string): string {
    return `${this.keyspace.prefix}:quota:${owner}:runs`;
  }
}
