import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';
import type { Keyspace } from './keyspace.js';

const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** Times that a lease is renewed while it lasts. */
const RENEWALS = 4;

/**
 * A right that one process has at a time, and loses when it dies. It is no proof: a process that was halted for longer
 * than `durationMs` may not know yet that it lost it, so that it asks `assertHeld()` before each step that matters.
 */
export class Lease implements AsyncDisposable {
  private readonly token = randomUUID();
  private readonly timer: NodeJS.Timeout;
  private renewedAt = performance.now();

  private constructor(
    private readonly redis: Redis,
    private readonly key: string,
    private readonly durationMs: number,
  ) {
    this.timer = setInterval(() => void this.renew().catch(() => undefined), durationMs / RENEWALS);
    this.timer.unref();
  }

  /** Null while another process has it. */
  static async take(redis: Redis, key: string, durationMs: number): Promise<Lease | null> {
    const lease = new Lease(redis, key, durationMs);
    let isTaken = false;
    try {
      isTaken = (await redis.set(key, lease.token, 'PX', durationMs, 'NX')) !== null;
    } finally {
      if (!isTaken) clearInterval(lease.timer);
    }
    return isTaken ? lease : null;
  }

  /** @throws SerenadeError `queue.unavailable` when half of its time went by without a renewal */
  assertHeld(): void {
    if (performance.now() - this.renewedAt < this.durationMs / 2) return;
    throw new SerenadeError('queue.unavailable', `The lease ${this.key} was lost.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    await this.redis.eval(RELEASE, 1, this.key, this.token).catch(() => undefined); // it runs out by itself
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now();
    const renewed = await this.redis.eval(RENEW, 1, this.key, this.token, this.durationMs);
    if (renewed === 1) this.renewedAt = askedAt;
  }
}

/** Held while a sweeper removes tensors of a feature set; a worker that is about to rely on one waits for its end. */
export const tensorSweepKey = ({ prefix }: Keyspace, featureSetId: string): string =>
  `${prefix}:sweeping:${featureSetId}`;
/** Held by the one process that looks for what has expired. */
export const sweeperKey = ({ prefix }: Keyspace): string => `${prefix}:sweeper`;
/** Held by the one process that begins the next rungs of sweeps. */
export const rungsKey = ({ prefix }: Keyspace): string => `${prefix}:rungs`;
/** Held by the request that reads or writes an upload. */
export const uploadLockKey = ({ prefix }: Keyspace, id: string): string => `${prefix}:uploading:${id}`;
/** Held while something is removed. */
export const removalKey = ({ prefix }: Keyspace, id: string): string => `${prefix}:removing:${id}`;
