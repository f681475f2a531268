import type { Redis } from 'ioredis';
import { SerenadeError } from '#libs/contracts';

const KEPT_SECONDS = 24 * 3600;
const PENDING_SECONDS = 30;
const RENEW_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Entry {
  readonly fingerprint: string;
  readonly answer: Answer | null;
}

/**
 * Answers a repeated request as the first time (draft-ietf-httpapi-idempotency-key-header). A key is held while
 * its request is under way, renewed every ten seconds, and freed when the request fails or its process dies.
 */
export class IdempotencyStore {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /**
   * Runs the request, or gives its first answer.
   * @throws SerenadeError `idempotency.key_reused` for another request, `idempotency.in_progress` while it runs
   */
  async once(scope: string, fingerprint: string, run: () => Promise<Answer>): Promise<{ answer: Answer; replayed: boolean }> {
    const key = `${this.prefix}:idempotency:${scope}`;
    const pending = JSON.stringify({ fingerprint, answer: null } satisfies Entry);
    const taken = await this.redis.set(key, pending, 'EX', PENDING_SECONDS, 'NX', 'GET');
    if (taken !== null) return { answer: answerOf(JSON.parse(taken) as Entry, fingerprint), replayed: true };
    const renewal = setInterval(() => void this.redis.expire(key, PENDING_SECONDS).catch(() => undefined), RENEW_MS);
    try {
      const answer = await run();
      await this.redis.set(key, JSON.stringify({ fingerprint, answer } satisfies Entry), 'EX', KEPT_SECONDS);
      return { answer, replayed: false };
    } catch (error) {
      await this.redis.del(key).catch(() => undefined); // it expires by itself
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}

function answerOf(entry: Entry, fingerprint: string): Answer {
  if (entry.fingerprint !== fingerprint) {
    throw new SerenadeError('idempotency.key_reused', 'This Idempotency-Key belongs to another request; use a new one.');
  }
  if (entry.answer === null) {
    throw new SerenadeError('idempotency.in_progress', 'The first request with this Idempotency-Key is still under way.');
  }
  return entry.answer;
}
