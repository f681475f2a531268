import { SerenadeError, type archiveRecord } from '#libs/contracts';
import { StoredBytes, failFast, type ClaimAnswer, type Keyspace } from '#libs/queue';
import type { Records } from '#libs/storage';
import { readLimits, type QuotaSettings } from './limits.js';

/** A claim expires after this time if its archive has not been recorded. */
const RECORDED_WITHIN_MS = 10 * 60_000;
/** The claim of a request body outlives its process by this time. */
const BODY_CLAIM_MS = 60_000;
const RENEW_MS = 20_000;
/** The bytes are recounted before a rejection, at most this often. */
const RECOUNT_MS = 30_000;
/** A count that admits requests is trusted for this time. */
const COUNT_KEPT_MS = 3_600_000;
const BATCH = 500;

/** Room that a request holds while its body arrives. */
export interface HeldRoom extends Disposable {
  /** The largest size that the body may have; null means no limit. */
  readonly mostBytes: number | null;
}

/**
 * Limits the bytes that an owner stores: its archives as they were sent, and the announced sizes of uploads in progress.
 * The Redis counter may admit a request. Before rejecting one, we recount from the records, so bytes that a crash left
 * claimed are free again by the time they matter. Without a limit, this class makes no request fail.
 */
export class ByteQuota {
  private readonly counted: StoredBytes;

  constructor(
    private readonly settings: QuotaSettings,
    private readonly keyspace: Keyspace,
    private readonly archives: Records<typeof archiveRecord>,
  ) {
    this.counted = new StoredBytes(keyspace);
  }

  /**
   * Claims room for `id`. A second claim of the same id replaces the first.
   *
   * @param keptMs how long the claim counts while no archive of this id is recorded
   * @returns the bytes that the id may have; null means no limit
   * @throws SerenadeError `quota.stored_bytes`; `queue.unavailable` if there is a limit
   */
  async claim(owner: string, id: string, bytes: number, keptMs = RECORDED_WITHIN_MS): Promise<number | null> {
    const most = readLimits(this.settings, owner).storedBytes;
    const claim = () =>
      failFast(this.keyspace.redis, () => this.counted.claim(owner, id, bytes, most, keptMs));
    if (most === null) {
      await claim().catch(() => undefined); // counted only for GET /v1/usage
      return null;
    }
    let answer = await claim();
    if (needsRecount(answer)) {
      await this.recount(owner);
      answer = await claim();
    }
    const { fits, others } = answer;
    if (!fits) throw exceeded(most, others ?? 0, bytes);
    return most - (others ?? 0);
  }

  /**
   * Claims the announced bytes of a body and renews the claim until it is disposed of. Bodies of unannounced length may
   * each fill the room that is left; `claim` decides which of them stays once they have arrived.
   *
   * @throws SerenadeError as `claim`
   */
  async hold(owner: string, id: string, bytes: number): Promise<HeldRoom> {
    const mostBytes = await this.claim(owner, id, bytes, BODY_CLAIM_MS);
    const renew = () => this.counted.renew(owner, id, BODY_CLAIM_MS).catch(() => undefined);
    const renewal = setInterval(() => void renew(), RENEW_MS);
    return { mostBytes, [Symbol.dispose]: () => clearInterval(renewal) };
  }

  /** Releases the bytes. If Redis is unavailable, the next recount releases them. */
  async release(owner: string, id: string): Promise<void> {
    const { redis } = this.keyspace;
    await failFast(redis, () => this.counted.release(owner, id)).catch(() => undefined);
  }

  /** Returns the error for a body that turned out to be larger than its room. */
  overflow(owner: string, mostBytes: number): SerenadeError {
    const most = readLimits(this.settings, owner).storedBytes ?? mostBytes;
    return exceeded(most, most - mostBytes, Math.max(0, mostBytes) + 1);
  }

  /** @throws SerenadeError `queue.unavailable` */
  async used(owner: string): Promise<number> {
    const total = () => failFast(this.keyspace.redis, () => this.counted.readTotal(owner));
    const { bytes, countedAtMs } = await total();
    if (Date.now() - countedAtMs < RECOUNT_MS) return bytes;
    await this.recount(owner);
    return (await total()).bytes;
  }

  /** Compares the count with the owner's list. It reads the records of uncounted archives only. */
  private async recount(owner: string): Promise<void> {
    const { archives } = this;
    const unlisted = new Set(await this.counted.listIds(owner));
    let uncounted: string[] = [];
    const addUncounted = async () => {
      const found = await Promise.all(uncounted.map((id) => archives.find(id)));
      uncounted = [];
      const sizes = found.flatMap((record) =>
        record === null ? [] : [[record.id, record.url === undefined ? record.sizeBytes : 0] as const],
      );
      if (sizes.length > 0) await this.counted.add(owner, sizes);
    };
    for await (const id of archives.listIdsOf(owner)) {
      if (unlisted.delete(id)) continue;
      uncounted.push(id);
      if (uncounted.length >= BATCH) await addUncounted();
    }
    await addUncounted();
    const ids = [...unlisted];
    for (let at = 0; at < ids.length; at += BATCH)
      await this.counted.releaseExpired(owner, ids.slice(at, at + BATCH));
    await this.counted.noteCounted(owner);
  }
}

function needsRecount({ fits, others, countedAtMs }: ClaimAnswer): boolean {
  return others === null || Date.now() - countedAtMs > (fits ? COUNT_KEPT_MS : RECOUNT_MS);
}

function exceeded(most: number, used: number, bytes: number): SerenadeError {
  return new SerenadeError(
    'quota.stored_bytes',
    `Your quota is ${most} stored bytes, and ${used} are used; ${bytes} more do not fit. Delete archives, or ask for a larger quota.`,
    { limit: most, used },
  );
}
