import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { asSerenadeError, type SweepRecord } from '#libs/contracts';
import { Lease, rungsKey, type Keyspace } from '#libs/queue';
import { settlesWithin, type Logger } from '#libs/runtime';
import { sweepKeys, type ObjectStore } from '#libs/storage';
import { SweepRecords } from '../core/records.js';
import { KEYSPACE, LOGGER, STORE } from '../core/tokens.js';
import { SweepsService } from './sweeps.service.js';

const LOOK_EVERY_MS = 3_000;
const LEASE_MS = 30_000;
/** A shutdown waits this long for a pass in progress. A pass may be killed anywhere; another process continues it. */
const STOP_MS = 2_000;

/** Starts the next rungs of sweeps. One API process at a time does this, the one that holds the lease. */
@Injectable()
export class RungWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(SweepRecords) private readonly records: SweepRecords,
    @Inject(SweepsService) private readonly sweeps: SweepsService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => (this.looking = null));
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await settlesWithin(STOP_MS, Promise.resolve(this.looking));
  }

  /** Advances all open sweeps. If the store or Redis is away, the next pass continues. */
  private async look(): Promise<void> {
    const { store, keyspace, logger } = this;
    try {
      const open: string[] = [];
      for await (const { key } of store.list(sweepKeys.opens)) open.push(sweepKeys.idOfOpen(key));
      if (open.length === 0) return;
      await using lease = await Lease.take(keyspace.redis, rungsKey(keyspace), LEASE_MS);
      if (lease === null) return;
      for (const id of open) {
        lease.assertHeld();
        const sweep = await this.records.find(id);
        if (sweep !== null) await this.advance(sweep);
      }
    } catch (error) {
      logger.warn({ err: error }, 'sweeps could not be advanced; the next pass tries again');
    }
  }

  /** Advances one sweep. An error that a retry cannot fix, such as a deleted archive, closes only this sweep. */
  private async advance(sweep: SweepRecord): Promise<void> {
    const { store, logger } = this;
    try {
      await this.sweeps.advance(sweep);
    } catch (error) {
      logger.warn({ err: error, sweepId: sweep.id }, 'a rung could not be started');
      if (!asSerenadeError(error).retryable) await store.delete(sweepKeys.open(sweep.id));
    }
  }
}
