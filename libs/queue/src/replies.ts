import { setTimeout as sleep } from 'node:timers/promises';
import {
  SerenadeError,
  peaksReply,
  trialReply,
  type FailedReply,
  type PeaksReply,
  type TrialReply,
} from '#libs/contracts';
import { failFast } from './connection.js';
import type { Keyspace } from './run-keys.js';

/** A reply expires after this time; by then the request has given up waiting. */
const KEPT_SECONDS = 60;
const LOOK_EVERY_MS = 10;

/** Carries replies from workers to the HTTP requests that wait for them. */
export class Replies<T> {
  /** @param kind the kind of reply, which is part of the keys in Redis */
  constructor(
    readonly keyspace: Keyspace,
    private readonly kind: string,
    private readonly schema: { parse(value: unknown): T },
  ) {}

  /** @param id the try or the clip that the request waits for */
  async send(id: string, reply: T): Promise<void> {
    await this.keyspace.redis.set(this.key(id), JSON.stringify(reply), 'EX', KEPT_SECONDS);
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

/**
 * Adds a job, waits for its reply and returns it.
 *
 * @param addJob adds the job that sends the reply `id`
 * @param unanswered the error to throw if no reply arrives within `longestMs`
 * @throws SerenadeError the error of a failed reply, `unanswered`, or `queue.unavailable`
 */
export async function requestReply<T extends { readonly status: string }>(
  replies: Replies<T | FailedReply>,
  id: string,
  addJob: () => Promise<void>,
  longestMs: number,
  unanswered: SerenadeError,
): Promise<T> {
  await failFast(replies.keyspace.redis, addJob);
  const reply = await replies.wait(id, longestMs);
  if (reply === null) throw unanswered;
  if (isFailed(reply)) throw new SerenadeError(reply.code, reply.message);
  return reply;
}

function isFailed(reply: { readonly status: string }): reply is FailedReply {
  return reply.status === 'failed';
}

/** Opens the channel for replies to tries. */
export function createTrialReplies(keyspace: Keyspace): Replies<TrialReply> {
  return new Replies(keyspace, 'trial', trialReply);
}

/** Opens the channel for replies to requests for a clip's waveform. */
export function createPeaksReplies(keyspace: Keyspace): Replies<PeaksReply> {
  return new Replies(keyspace, 'peaks', peaksReply);
}
