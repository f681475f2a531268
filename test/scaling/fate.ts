import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SerenadeError } from '#libs/contracts';
import type { Counts } from '#libs/queue';

export interface Fates {
  readonly seed: number;
  /** The share of attempts that fail: half of them before their work, the others after it. */
  readonly failureRate: number;
}

/** The fate of one attempt at a job. It depends on the seed and not on the worker or the time. */
export interface Fate {
  readonly latencyMs: number;
  readonly fails: 'before' | 'after' | null;
}

/** Draws a fate. Latencies are exponential, limited to eight times their mean. */
export function fateOf({ seed, failureRate }: Fates, jobId: string, attempt: number, meanMs: number): Fate {
  const hash = createHash('sha256').update(`${seed} ${jobId} ${attempt}`).digest();
  const share = (at: number): number => hash.readUInt32LE(at) / 2 ** 32;
  const latencyMs = Math.min(8, -Math.log(1 - share(0))) * meanMs;
  const fails = share(4) >= failureRate ? null : share(8) < 0.5 ? 'before' : 'after';
  return { latencyMs, fails };
}

/** Runs the work after its latency and fails as planned. A failure after the work hides that it was completed. */
export async function undergo(fate: Fate, work: () => Promise<Counts>): Promise<Counts> {
  await sleep(fate.latencyMs);
  if (fate.fails === 'before') throw lost();
  const counts = await work();
  if (fate.fails === 'after') throw lost();
  return counts;
}

function lost(): SerenadeError {
  return new SerenadeError('store.unavailable', 'The simulation made this attempt fail.');
}
