import { setTimeout as sleep } from 'node:timers/promises';
import { peaksAnswer, trialAnswer, type PeaksAnswer, type TrialAnswer } from '#libs/contracts';
import { failFast } from './connection.js';
import type { Keyspace } from './keyspace.js';

/** Whoever waited is gone by then. */
const KEPT_SECONDS = 60;
const LOOK_EVERY_MS = 10;

/** How what workers say comes to the request that waits for it. */
export class Answers<T> {
  /** @param kind of what is waited for, a part of the keys in Redis */
  constructor(
    private readonly keyspace: Keyspace,
    private readonly kind: string,
    private readonly schema: { parse(value: unknown): T },
  ) {}

  /** @param id of what is waited for */
  async tell(id: string, answer: T): Promise<void> {
    await this.keyspace.redis.set(this.key(id), JSON.stringify(answer), 'EX', KEPT_SECONDS);
  }

  /**
   * Null when there is none after this time.
   * @throws SerenadeError `queue.unavailable`
   */
  async wait(id: string, longestMs: number): Promise<T | null> {
    const end = Date.now() + longestMs;
    while (Date.now() < end) {
      const text = await failFast(this.keyspace.redis, () => this.keyspace.redis.get(this.key(id)));
      if (text !== null) return this.schema.parse(JSON.parse(text));
      await sleep(LOOK_EVERY_MS);
    }
    return null;
  }

  private key(id: string): string {
    return `${this.keyspace.prefix}:${this.kind}:${id}`;
  }
}

/** Answers to recordings that are tried. */
export function trialAnswers(keyspace: Keyspace): Answers<TrialAnswer> {
  return new Answers(keyspace, 'trial', trialAnswer);
}

/** Answers to whoever wants to see the waves of a clip. */
export function peaksAnswers(keyspace: Keyspace): Answers<PeaksAnswer> {
  return new Answers(keyspace, 'peaks', peaksAnswer);
}
