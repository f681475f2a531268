import { setTimeout as sleep } from 'node:timers/promises';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import type { Redis } from 'ioredis';
import { Lease, uploadLockKey, type Keyspace } from '#libs/queue';

/** An upload stays locked for this time after the process that holds it is killed. */
const LEASE_MS = 8_000;
/** A request waits this long for the previous one to unlock, and checks this often. */
const WAIT_MS = 30_000;
const LOOK_MS = 100;

/**
 * Lets one request at a time write to an upload, across all API processes. Two requests that wrote at the same offset would
 * corrupt its hash. A waiting request asks for the lock; the holder, whose client has usually gone, saves its bytes and ends.
 */
export class UploadLocker implements Locker {
  constructor(private readonly keyspace: Keyspace) {}

  newLock(id: string): Lock {
    return new UploadLock(this.keyspace.redis, uploadLockKey(this.keyspace, id));
  }
}

class UploadLock implements Lock {
  #lease: Lease | null = null;
  #watch: NodeJS.Timeout | null = null;

  constructor(
    private readonly redis: Redis,
    private readonly key: string,
  ) {}

  async lock(signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    for (const until = performance.now() + WAIT_MS; performance.now() < until && !signal.aborted;) {
      this.#lease = await Lease.take(this.redis, this.key, LEASE_MS);
      if (this.#lease !== null) {
        // Clears this request's own wish; other waiting requests repeat theirs. At worst the lock is requested once too often.
        await this.redis.del(this.#wanted).catch(() => undefined);
        this.watch(requestRelease);
        return;
      }
      await this.redis.set(this.#wanted, '', 'PX', LEASE_MS);
      await sleep(LOOK_MS);
    }
    throw ERRORS.ERR_LOCK_TIMEOUT; // eslint-disable-line @typescript-eslint/only-throw-error -- @tus/server takes a status as a plain object
  }

  async unlock(): Promise<void> {
    this.stopWatching();
    await this.#lease?.[Symbol.asyncDispose]();
  }

  private watch(requestRelease: RequestRelease): void {
    const look = async (): Promise<void> => {
      if ((await this.redis.del(this.#wanted)) === 0) return;
      this.stopWatching(); // one request is enough
      await requestRelease();
    };
    this.#watch = setInterval(() => void look().catch(() => undefined), 2 * LOOK_MS);
  }

  private stopWatching(): void {
    if (this.#watch !== null) clearInterval(this.#watch);
  }

  get #wanted(): string {
    return `${this.key}:wanted`;
  }
}
