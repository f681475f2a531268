import { setTimeout as sleep } from 'node:timers/promises';
import { peaksAnswer, trialAnswer, type PeaksAnswer, type TrialAnswer } from '#libs/contracts';
import { failFast } from './connection.js';
import type { Keyspace } from './keyspace.js';

/** A reply expires after this time; by then the request has given up waiting. */
const KEPT_SECONDS = 60;
const LOOK_EVERY_MS = 10;

/** Carries replies from workers to the HTTP requests that wait for them. */
export class Replies<T> {
  /** @param kind the kind of reply, which is part of the keys in Redis */
  constructor(
    private readonly keyspace: Keyspace,
    private readonly kind: string,
    private readonly schema: { parse(value: unknown): T },
  ) {}

  /** @param id the try or the clip that the request waits for */
  async send(id: string, answer: T): Promise<void> {
    await this.keyspace.redis.set(this.key(id), JSON.stringify(answer), 'EX', KEPT_SECONDS);
  }

  /**
   * Waits for the reply. Returns null if none arrives within `longestMs`.
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

/** Creates the replies to tries. */
export function createTrialReplies(keyspace: Keyspace): Replies<TrialAnswer> {
  return new Replies(keyspace, 'trial', trialAnswer);
}

/** Creates the replies to requests for the waveform of a clip. */
export function createPeaksReplies(keyspace: Keyspace): Replies<PeaksAnswer> {
  return new Replies(keyspace, 'peaks', peaksAnswer);
}
