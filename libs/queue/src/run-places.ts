import type { Keyspace } from './keyspace.js';

/** ARGV: most (-1 is no limit), now, ids. All of them get a place or none does. Answers [1 or 0, places taken before]. */
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
 * Which runs of an owner are under way. A run has its place from before it is recorded until it ends or is paused. With
 * Redis empty nothing is under way, so that there is nothing to count again.
 */
export class RunPlaces {
  constructor(private readonly keyspace: Keyspace) {}

  /** @param most how many places the owner has; null is no limit */
  async claim(
    owner: string,
    runIds: readonly string[],
    most: number | null,
  ): Promise<{ readonly fits: boolean; readonly taken: number }> {
    const args = [most ?? -1, Date.now(), ...runIds];
    const [fits, taken] = (await this.keyspace.redis.eval(CLAIM, 1, this.key(owner), ...args)) as [
      number,
      number,
    ];
    return { fits: fits === 1, taken };
  }

  async release(owner: string, ...runIds: readonly string[]): Promise<void> {
    if (runIds.length > 0) await this.keyspace.redis.zrem(this.key(owner), ...runIds);
  }

  /** Runs that took their place at least so long ago. */
  async takenSince(owner: string, ageMs: number): Promise<string[]> {
    return this.keyspace.redis.zrangebyscore(this.key(owner), 0, Date.now() - ageMs);
  }

  async count(owner: string): Promise<number> {
    return this.keyspace.redis.zcard(this.key(owner));
  }

  private key(owner: string): string {
    return `${this.keyspace.prefix}:quota:${owner}:runs`;
  }
}
