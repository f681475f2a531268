import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { trialAnswer, type TrialAnswer } from '#libs/contracts';
import { failFast } from './connection.js';

/** Whoever waited is gone by then. */
const KEPT_SECONDS = 60;
const LOOK_EVERY_MS = 10;

/** How what workers say of a trial comes to the request that waits for it. */
export class TrialAnswers {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async tell(trialId: string, answer: TrialAnswer): Promise<void> {
    await this.redis.set(this.key(trialId), JSON.stringify(answer), 'EX', KEPT_SECONDS);
  }

  /**
   * Null when there is none after this time.
   * @throws SerenadeError `queue.unavailable`
   */
  async wait(trialId: string, longestMs: number): Promise<TrialAnswer | null> {
    const end = Date.now() + longestMs;
    while (Date.now() < end) {
      const text = await failFast(this.redis, () => this.redis.get(this.key(trialId)));
      if (text !== null) return trialAnswer.parse(JSON.parse(text));
      await sleep(LOOK_EVERY_MS);
    }
    return null;
  }

  private key(trialId: string): string {
    return `${this.prefix}:trial:${trialId}`;
  }
}
