import { SerenadeError, archiveRecord } from '#libs/contracts';
import { Lease, sweeperKey, type Keyspace } from '#libs/queue';
import { WebhookStore } from '#libs/outbound';
import { settlesWithin, type Logger } from '#libs/runtime';
import { Records, Uploads, trialKeys, type ObjectStore } from '#libs/storage';
import type { RunLedger } from '../run-ledger.js';
import { listDue } from './expirations.js';
import type { Remover } from './remover.js';

const LEASE_MS = 60_000;
const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Items that are deleted by age have no markers, so the sweeper goes through them less often. */
const AGES_EVERY_MS = HOUR_MS;
/** A shutdown waits this long for a running sweep. */
const STOP_MS = 2_000;

/** The ages at which items are deleted; 0 keeps them. */
export interface Ages {
  /** Days since a delivery was created. */
  readonly deliveryDays: number;
  /** Hours since the last activity of an incomplete upload. */
  readonly uploadHours: number;
}

export interface Swept {
  readonly expired: number;
  /** The number of incomplete deletions that were completed. */
  readonly resumed: number;
  /** The number of expired items that are still in use or could not be deleted. The next sweep tries again. */
  readonly left: number;
}

/** Deletes expired items and completes unfinished deletions. One process sweeps at a time, and it may die at any point. */
export class Sweeper {
  private readonly archives: Records<typeof archiveRecord>;
  private timer: NodeJS.Timeout | undefined;
  private agesSweptAtMs = -Infinity;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ObjectStore,
    private readonly keyspace: Keyspace,
    private readonly ledger: RunLedger,
    private readonly remover: Remover,
    private readonly logger: Pick<Logger, 'info' | 'warn'>,
    private readonly ages: Ages,
  ) {
    this.archives = new Records(store, 'archives', archiveRecord);
  }

  /** Sweeps now, and then every `everyMs`. */
  start(everyMs: number): void {
    const sweep = () => {
      this.running = this.sweep().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the sweep failed; the next one continues');
      });
    };
    sweep();
    this.timer = setInterval(sweep, everyMs);
  }

  /** Waits a moment for a running sweep. It does not wait longer for one that waits for Redis or the store. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await settlesWithin(STOP_MS, this.running);
  }

  /** Sweeps once. Returns null if another process is sweeping. */
  async sweep(now = new Date()): Promise<Swept | null> {
    await using lease = await Lease.take(this.keyspace.redis, sweeperKey(this.keyspace), LEASE_MS);
    if (lease === null) return null;
    const resumed = await this.resume(lease);
    let expired = 0;
    let left = 0;
    for await (const due of listDue(this.store, now)) {
      lease.assertHeld();
      const isGone = await this.expire(due.id, now).catch((error: unknown) => this.leave(due.id, error));
      if (!isGone) left += 1;
      else {
        await this.store.delete(due.key);
        expired += 1;
      }
    }
    await this.sweepOld(now);
    if (expired + resumed > 0) this.logger.info({ expired, resumed, left }, 'swept');
    return { expired, resumed, left };
  }

  /** Returns true once the item is gone. If its expiry moved, a newer marker exists and this one can be dropped. */
  private async expire(id: string, now: Date): Promise<boolean> {
    const removal = { reason: 'expired', by: 'sweeper' } as const;
    const isDue = (time: string | null) => time !== null && time <= now.toISOString();
    if (id.startsWith('arc-')) {
      const archive = await this.archives.find(id);
      if (archive !== null && isDue(archive.expiresAt)) await this.remover.removeArchive(archive, removal);
      return true;
    }
    if (id.startsWith('try-')) {
      await this.store.deletePrefix(trialKeys.prefix(id));
      return true;
    }
    const run = await this.ledger.find(id);
    if (run !== null && isDue(run.expiresAt)) await this.remover.removeRun(run, removal);
    return true;
  }

  private async sweepOld(now: Date): Promise<void> {
    if (now.getTime() - this.agesSweptAtMs < AGES_EVERY_MS) return;
    this.agesSweptAtMs = now.getTime();
    const before = (ageMs: number) => new Date(now.getTime() - ageMs);
    const { deliveryDays, uploadHours } = this.ages;
    const uploads =
      uploadHours === 0 ? 0 : await new Uploads(this.store).sweep(before(uploadHours * HOUR_MS));
    const deliveries =
      deliveryDays === 0 ? 0 : await new WebhookStore(this.store).forgetBefore(before(deliveryDays * DAY_MS));
    if (uploads + deliveries > 0) this.logger.info({ uploads, deliveries }, 'deleted old items');
  }

  private async resume(lease: Lease): Promise<number> {
    let resumed = 0;
    for await (const id of this.remover.listPending()) {
      lease.assertHeld();
      if (await this.remover.resume(id).catch((error: unknown) => this.leave(id, error))) resumed += 1;
    }
    return resumed;
  }

  private leave(id: string, error: unknown): false {
    const isInUse = error instanceof SerenadeError && /in_use|under_way|in_progress/.test(error.code);
    if (!isInUse) this.logger.warn({ err: error, id }, 'an expired item could not be deleted');
    return false;
  }
}
