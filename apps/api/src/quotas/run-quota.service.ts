import { Inject, Injectable } from '@nestjs/common';
import { SerenadeError, isUnderWay, type RunState } from '#libs/contracts';
import { failFast, type Keyspace } from '#libs/queue';
import { RunLedger } from '#libs/runs';
import type { ApiEnvironment } from '#libs/runtime';
import { ENVIRONMENT, KEYSPACE } from '../core/tokens.js';
import { limitsOf } from './limits.js';

/** Between taking its place and being known a run takes far less than this. */
const KNOWN_WITHIN_MS = 60_000;

/**
 * How many runs of an owner may be under way. Before anybody is refused, each place is looked at: one of a run that is
 * over, or that a crash kept from beginning, is free again.
 */
@Injectable()
export class RunQuotaService {
  constructor(
    @Inject(ENVIRONMENT) private readonly env: ApiEnvironment,
    @Inject(KEYSPACE) private readonly keyspace: Keyspace,
    @Inject(RunLedger) private readonly ledger: RunLedger,
  ) {}

  /** Takes a place for each run, or none. @throws SerenadeError `quota.runs_at_once`, `queue.unavailable` */
  async claim(owner: string, runIds: readonly string[]): Promise<void> {
    const most = limitsOf(this.env, owner).runsAtOnce;
    const ask = () => this.asked((places) => places.claim(owner, runIds, most));
    let { fits, taken } = await ask();
    if (!fits) {
      await this.freeLapsed(owner);
      ({ fits, taken } = await ask());
    }
    if (fits) return;
    const wanted = runIds.length === 1 ? 'Another' : `${runIds.length} more`;
    throw new SerenadeError(
      'quota.runs_at_once',
      `You may have ${most ?? 0} runs under way at once and have ${taken}. ${wanted} can begin when some have ended, or were paused or cancelled.`,
      { limit: most ?? 0, used: taken },
    );
  }

  /** Frees the places of runs that did not begin. */
  async release(owner: string, runIds: readonly string[]): Promise<void> {
    await this.asked((places) => places.release(owner, ...runIds)).catch(() => undefined);
  }

  async used(owner: string): Promise<number> {
    await this.freeLapsed(owner);
    return this.asked((places) => places.count(owner));
  }

  private async freeLapsed(owner: string): Promise<void> {
    const { ledger } = this;
    const since = await this.asked((places) => places.listOlderThan(owner, KNOWN_WITHIN_MS));
    const states = await Promise.all(since.map((id) => ledger.state(id)));
    const lapsed = since.filter((_, at) => !hasPlace(states[at] ?? null));
    await this.asked((places) => places.release(owner, ...lapsed));
  }

  private asked<T>(ask: (places: RunLedger['live']['places']) => Promise<T>): Promise<T> {
    return failFast(this.keyspace.redis, () => ask(this.ledger.live.places));
  }
}

/** Whether a run in this state takes a place. */
export function hasPlace(state: RunState | null): boolean {
  return state !== null && (isUnderWay(state) || state === 'cancelling');
}
