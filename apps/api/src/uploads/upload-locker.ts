import { setTimeout as sleep } from 'node:timers/promises';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import type { Redis } from 'ioredis';
import { Lease, uploadLockKey, type Keyspace } from '#libs/queue';

/** How long an upload stays locked when the process that has it is killed. */
const LEASE_MS = 8_000;
/** How long a request waits for the one before it to let go, and how often it looks. */
const WAIT_MS = 30_000;
const LOOK_MS = 100;

/**
 * One request at a time has an upload, whichever API process it came to: two that both took bytes at one offset would record
 * the hash of neither. Who waits says so, and the request before it, whose client has mostly gone, keeps what it has and ends.
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
        // It was this request that wanted it; others say so again. At worst it is asked back once.
        await this.redis.del(this.#wanted).catch(() => undefined);
        this.watch(requestRelease);
        return;
      }
      await this.redis.set(this.#wanted, '', 'PX', LEASE_MS);
      await sleep(LOOK_MS);
    }
    throw ERRORS.ERR_LOCK_TIMEOUT; // eslint-disable-line @typescript-eslint/only-throw-error -- how @tus/server is told of statuses
  }

  async unlock(): Promise<void> {
    this.stopWatching();
    await this.#lease?.[Symbol.asyncDispose]();
  }

  private watch(requestRelease: RequestRelease): void {
    const look = async (): Promise<void> => {
      if ((await this.redis.del(this.#wanted)) === 0) return;
      this.stopWatching(); // asked once is enough
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
