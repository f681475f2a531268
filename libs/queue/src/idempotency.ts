import { SerenadeError } from '#libs/contracts';
import type { Keyspace } from './run-keys.js';

const KEPT_SECONDS = 24 * 3600;
const PENDING_SECONDS = 30;
const RENEW_MS = 10_000;

interface Entry {
  readonly fingerprint: string;
  readonly answer: unknown;
  readonly done: boolean;
}

/**
 * Returns the first response to repeated requests (draft-ietf-httpapi-idempotency-key-header). A request holds its key
 * while it runs and renews it every ten seconds. The key becomes free when the request fails or its process dies.
 */
export class IdempotencyStore {
  constructor(private readonly keyspace: Keyspace) {}

  /**
   * Runs the request, or returns the stored response of the first one. `remembered` selects what is stored.
   * @throws SerenadeError `idempotency.key_reused` for another request, `idempotency.in_progress` while it runs
   */
  async once<T>(
    scope: string,
    fingerprint: string,
    run: () => Promise<T>,
    remembered: (answer: T) => T = (answer) => answer,
  ): Promise<{ answer: T; replayed: boolean }> {
    const key = `${this.keyspace.prefix}:idempotency:${scope}`;
    const entry = (answer: T | null, done: boolean) =>
      JSON.stringify({ fingerprint, answer, done } satisfies Entry);
    const taken = await this.keyspace.redis.set(key, entry(null, false), 'EX', PENDING_SECONDS, 'NX', 'GET');
    if (taken !== null)
      return { answer: replay(JSON.parse(taken) as Entry, fingerprint) as T, replayed: true };
    const renewal = setInterval(
      () => void this.keyspace.redis.expire(key, PENDING_SECONDS).catch(() => undefined),
      RENEW_MS,
    );
    try {
      const answer = await run();
      // The request has succeeded, so its response is returned even if Redis cannot store it.
      await this.keyspace.redis
        .set(key, entry(remembered(answer), true), 'EX', KEPT_SECONDS)
        .catch(() => undefined);
      return { answer, replayed: false };
    } catch (error) {
      await this.keyspace.redis.del(key).catch(() => undefined); // the key expires anyway
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}

function replay(entry: Entry, fingerprint: string): unknown {
  if (entry.fingerprint !== fingerprint) {
    const message = 'This Idempotency-Key belongs to another request. Use a new key.';
    throw new SerenadeError('idempotency.key_reused', message);
  }
  if (!entry.done) {
    const message = 'The first request with this Idempotency-Key is still running. Try again in a moment.';
    throw new SerenadeError('idempotency.in_progress', message);
  }
  return entry.answer;
}
