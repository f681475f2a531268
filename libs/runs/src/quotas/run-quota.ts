import { SerenadeError, isUnderWay, type RunState } from '#libs/contracts';
import { failFast, type Keyspace } from '#libs/queue';
import type { RunLedger } from '../run-ledger.js';
import { readLimits, type QuotaSettings } from './limits.js';

/** A run takes its place first and is recorded well within this time. An older place without a record is stale. */
const RECORDED_WITHIN_MS = 60_000;

/**
 * Limits how many runs of an owner are in progress at once. Before it rejects a run, it frees the places of runs that
 * have ended, and of runs that never started because of a crash.
 */
export class RunQuota {
  constructor(
    private readonly settings: QuotaSettings,
    private readonly keyspace: Keyspace,
    private readonly ledger: RunLedger,
  ) {}

  /** Takes a place for every run, or for none if not all fit. @throws SerenadeError `quota.runs_at_once`, `queue.unavailable` */
  async claim(owner: string, runIds: readonly string[]): Promise<void> {
    const most = readLimits(this.settings, owner).runsAtOnce;
    const claim = () => this.withPlaces((places) => places.claim(owner, runIds, most));
    let { fits, taken } = await claim();
    if (!fits) {
      await this.freeStale(owner);
      ({ fits, taken } = await claim());
    }
    if (fits) return;
    const wanted = runIds.length === 1 ? 'Another' : `${runIds.length} more`;
    throw new SerenadeError(
      'quota.runs_at_once',
      `Your quota is ${most ?? 0} runs at once, and ${taken} are in progress. ${wanted} can start after some have ended, or after you pause or cancel some.`,
      { limit: most ?? 0, used: taken },
    );
  }

  /** Frees the places of runs that did not start. */
  async release(owner: string, runIds: readonly string[]): Promise<void> {
    await this.withPlaces((places) => places.release(owner, ...runIds)).catch(() => undefined);
  }

  async used(owner: string): Promise<number> {
    await this.freeStale(owner);
    return this.withPlaces((places) => places.count(owner));
  }

  private async freeStale(owner: string): Promise<void> {
    const older = await this.withPlaces((places) => places.listOlderThan(owner, RECORDED_WITHIN_MS));
    const states = await Promise.all(older.map((id) => this.ledger.state(id)));
    const stale = older.filter((_, at) => !takesPlace(states[at] ?? null));
    await this.withPlaces((places) => places.release(owner, ...stale));
  }

  private withPlaces<T>(operation: (places: RunLedger['live']['places']) => Promise<T>): Promise<T> {
    return failFast(this.keyspace.redis, () => operation(this.ledger.live.places));
  }
}

/** Returns true if a run in this state counts toward the quota. */
export function takesPlace(state: RunState | null): boolean {
  return state !== null && (isUnderWay(state) || state === 'cancelling');
}
