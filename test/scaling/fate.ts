import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SerenadeError } from '#libs/contracts';
import type { Counts } from '#libs/queue';

export interface Fates {
  readonly seed: number;
  /** Share of attempts that fail: every second one of these before its work, the others when it is done. */
  readonly failureRate: number;
}

/** What happens to one attempt at a job; the same for the same seed, whichever worker takes it and when. */
export interface Fate {
  readonly latencyMs: number;
  readonly fails: 'before' | 'after' | null;
}

/** Latencies are exponential, cut at eight times their mean. */
export function fateOf({ seed, failureRate }: Fates, jobId: string, attempt: number, meanMs: number): Fate {
  const hash = createHash('sha256').update(`${seed} ${jobId} ${attempt}`).digest();
  const share = (at: number): number => hash.readUInt32LE(at) / 2 ** 32;
  const latencyMs = Math.min(8, -Math.log(1 - share(0))) * meanMs;
  const fails = share(4) >= failureRate ? null : share(8) < 0.5 ? 'before' : 'after';
  return { latencyMs, fails };
}

/** Does the work after its latency, and fails as it must: after the work too, when nobody hears that it was done. */
export async function undergo(fate: Fate, work: () => Promise<Counts>): Promise<Counts> {
  await sleep(fate.latencyMs);
  if (fate.fails === 'before') throw lost();
  const counts = await work();
  if (fate.fails === 'after') throw lost();
  return counts;
}

function lost(): SerenadeError {
  return new SerenadeError('store.unavailable', 'A failure of the simulation.');
}
