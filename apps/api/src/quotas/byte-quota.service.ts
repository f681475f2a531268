import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError } from '#libs/contracts';
import { StoredBytes, failFast, type ClaimAnswer, type Keyspace } from '#libs/queue';
import type { ApiEnvironment } from '#libs/runtime';
import { ArchiveRecords } from '../core/records.js';
import { ENVIRONMENT, KEYSPACE } from '../core/tokens.js';
import { limitsOf } from './limits.js';

/** How long a claim stands whose record is about to be written. */
const RECORDED_WITHIN_MS = 10 * 60_000;
/** How long the claim of a request's body outlives its process. */
const BODY_STANDS_MS = 60_000;
const RENEW_MS = 20_000;
/** Before somebody is refused the bytes are counted again, at most so often. */
const RECOUNT_MS = 30_000;
/** How long a count is believed that refuses nobody. */
const COUNT_KEPT_MS = 3_600_000;
const BATCH = 500;

/** Room that a request holds while its body arrives. */
export interface HeldRoom extends Disposable {
  /** Most bytes that the body may have; null is without limit. */
  readonly mostBytes: number | null;
}

/**
 * How many bytes an owner may store: those of its archives as they came, and those announced of uploads under way. Redis
 * counts; the records are the truth, and nobody is refused before they were looked at. So what a crash left claimed is
 * given back by the time it matters. Without a limit nothing here makes a request fail.
 */
@Injectable()
export class ByteQuotaService {
  private readonly counted: StoredBytes;

  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(ArchiveRecords) private readonly archives: ArchiveRecords,
  ) {
    this.counted = new StoredBytes(keyspace);
  }

  /**
   * Takes room for what `id` is going to hold; again with another size replaces the claim.
   *
   * @param standsMs how long it counts though no archive of this id is recorded
   * @returns bytes that the id may have; null is without limit
   * @throws SerenadeError `quota.stored_bytes`; `queue.unavailable` where there is a limit
   */
  async claim(
    owner: string,
    id: string,
    bytes: number,
    standsMs = RECORDED_WITHIN_MS,
  ): Promise<number | null> {
    const most = limitsOf(this.env, owner).storedBytes;
    const ask = () =>
      failFast(this.keyspace.redis, () => this.counted.claim(owner, id, bytes, most, standsMs));
    if (most === null) {
      await ask().catch(() => undefined); // it is counted for those who ask how much they have
      return null;
    }
    let answer = await ask();
    if (isToRecount(answer)) {
      await this.recount(owner);
      answer = await ask();
    }
    const { fits, others } = answer;
    if (!fits) throw noRoom(most, others ?? 0, bytes);
    return most - (others ?? 0);
  }

  /**
   * Claims the announced bytes of a body, and keeps the claim up until it is disposed of. Bodies of unannounced length
   * may each fill the room that is left; which of them stays is decided when they have come.
   *
   * @throws SerenadeError as `claim`
   */
  async hold(owner: string, id: string, bytes: number): Promise<HeldRoom> {
    const mostBytes = await this.claim(owner, id, bytes, BODY_STANDS_MS);
    const renew = () => this.counted.renew(owner, id, BODY_STANDS_MS).catch(() => undefined);
    const renewal = setInterval(() => void renew(), RENEW_MS);
    return { mostBytes, [Symbol.dispose]: () => clearInterval(renewal) };
  }

  /** Gives the bytes back. What Redis does not hear of is found by the next count. */
  async release(owner: string, id: string): Promise<void> {
    const { redis } = this.keyspace;
    await failFast(redis, () => this.counted.release(owner, id)).catch(() => undefined);
  }

  /** The error for a body that turned out to be longer than its room. */
  overflow(owner: string, mostBytes: number): SerenadeError {
    const most = limitsOf(this.env, owner).storedBytes ?? mostBytes;
    return noRoom(most, most - mostBytes, Math.max(0, mostBytes) + 1);
  }

  /** @throws SerenadeError `queue.unavailable` */
  async used(owner: string): Promise<number> {
    const total = () => failFast(this.keyspace.redis, () => this.counted.readTotal(owner));
    const { bytes, countedAtMs } = await total();
    if (Date.now() - countedAtMs < RECOUNT_MS) return bytes;
    await this.recount(owner);
    return (await total()).bytes;
  }

  /** Compares what is counted with the owner's list; records are read only of archives that nobody counted. */
  private async recount(owner: string): Promise<void> {
    const { archives } = this;
    const lapsed = new Set(await this.counted.listIds(owner));
    let unknown: string[] = [];
    const addUnknown = async () => {
      const found = await Promise.all(unknown.map((id) => archives.find(id)));
      unknown = [];
      const sizes = found.flatMap((record) =>
        record === null ? [] : [[record.id, record.url === undefined ? record.sizeBytes : 0] as const],
      );
      if (sizes.length > 0) await this.counted.add(owner, sizes);
    };
    for await (const id of archives.listIdsOf(owner)) {
      if (lapsed.delete(id)) continue;
      unknown.push(id);
      if (unknown.length >= BATCH) await addUnknown();
    }
    await addUnknown();
    const ids = [...lapsed];
    for (let at = 0; at < ids.length; at += BATCH)
      await this.counted.releaseExpired(owner, ids.slice(at, at + BATCH));
    await this.counted.noteCounted(owner);
  }
}

function isToRecount({ fits, others, countedAtMs }: ClaimAnswer): boolean {
  return others === null || Date.now() - countedAtMs > (fits ? COUNT_KEPT_MS : RECOUNT_MS);
}

function noRoom(most: number, used: number, bytes: number): SerenadeError {
  return new SerenadeError(
    'quota.stored_bytes',
    `You may store ${most} bytes here and have ${used}; ${bytes} more do not fit. Delete archives, or ask for a larger quota.`,
    { limit: most, used },
  );
}
