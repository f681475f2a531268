import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '#libs/random';
import type { RealProcess } from '../support/real-process.js';

export interface KillPlan {
  readonly kills: number;
  /** The time that a worker lives after it starts to take jobs. */
  readonly aliveMs: readonly [least: number, most: number];
  readonly random: Random;
  readonly isOver: () => boolean;
}

/**
 * Kills a worker with SIGKILL after a random time and starts a successor, as often as planned. @returns the number of
 * kills
 */
export async function killAgainAndAgain(
  first: RealProcess,
  startAnother: () => RealProcess,
  { kills, aliveMs, random, isOver }: KillPlan,
): Promise<number> {
  let worker = first;
  for (let done = 0; done < kills; done++) {
    await worker.logged('taking jobs');
    await sleep(random.between(...aliveMs));
    if (isOver()) return done;
    worker.kill('SIGKILL');
    await worker.ended;
    worker = startAnother();
  }
  return kills;
}
