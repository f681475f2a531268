import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';
import type { Keyspace } from './run-keys.js';

const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** A lease is renewed this many times within its duration. */
const RENEWALS = 4;

/**
 * Lets one process at a time do a task. A process that dies loses its lease. A process that was halted for longer than
 * `durationMs` may not have noticed yet that it lost the lease, so it calls `assertHeld()` before each critical step.
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

  /** Takes the lease. Returns null while another process holds it. */
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

  /** @throws SerenadeError `queue.unavailable` if half of the duration passed without a renewal */
  assertHeld(): void {
    if (performance.now() - this.renewedAt < this.durationMs / 2) return;
    const message = `This process lost the lease ${this.key}. Try again in a moment.`;
    throw new SerenadeError('queue.unavailable', message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    await this.redis.eval(RELEASE, 1, this.key, this.token).catch(() => undefined); // the lease expires anyway
  }

  private async renew(): Promise<void> {
    const sentAt = performance.now();
    const renewed = await this.redis.eval(RENEW, 1, this.key, this.token, this.durationMs);
    if (renewed === 1) this.renewedAt = sentAt;
  }
}

/** The sweeper holds this lease while it removes tensors of a feature set. Workers that need one of them wait. */
export const tensorSweepKey = ({ prefix }: Keyspace, featureSetId: string): string =>
  `${prefix}:sweeping:${featureSetId}`;
/** The process that deletes expired items holds this lease. */
export const sweeperKey = ({ prefix }: Keyspace): string => `${prefix}:sweeper`;
/** The process that starts the next rungs of sweeps holds this lease. */
export const rungsKey = ({ prefix }: Keyspace): string => `${prefix}:rungs`;
/** The request that reads or writes an upload holds this lease. */
export const uploadLockKey = ({ prefix }: Keyspace, id: string): string => `${prefix}:uploading:${id}`;
/** The process that deletes an archive, a run or a model holds this lease. */
export const removalKey = ({ prefix }: Keyspace, id: string): string => `${prefix}:removing:${id}`;
