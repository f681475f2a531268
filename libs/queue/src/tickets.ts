import { randomBytes } from 'node:crypto';
import { sha256Hex } from '#libs/contracts';
import type { Keyspace } from './run-keys.js';

/** A ticket is valid for this time. It is short, because a ticket is part of a URL, which may be copied. */
export const TICKET_SECONDS = 300;

const SHAPE = /^srt_[\w-]{43}$/;

/** The resource that a ticket opens, and the API key that it acts for. */
export interface Grant {
  /** Null if no key is configured. */
  readonly keyId: string | null;
  /** The path of the one resource within the API. */
  readonly path: string;
}

/**
 * Issues tickets to clients that cannot send an API key, such as an audio element. A ticket is 32 random bytes. Redis
 * holds only its SHA-256, which expires.
 */
export class Tickets {
  constructor(private readonly keyspace: Keyspace) {}

  async issue(grant: Grant): Promise<{ ticket: string; expiresAt: string }> {
    const ticket = `srt_${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(Date.now() + TICKET_SECONDS * 1000).toISOString();
    await this.keyspace.redis.set(this.keyOf(ticket), JSON.stringify(grant), 'EX', TICKET_SECONDS);
    return { ticket, expiresAt };
  }

  /** Returns the grant of a ticket, or null if the ticket is malformed or has expired. */
  async find(ticket: string): Promise<Grant | null> {
    const found = SHAPE.test(ticket) ? await this.keyspace.redis.get(this.keyOf(ticket)) : null;
    return found === null ? null : (JSON.parse(found) as Grant);
  }

  private keyOf(ticket: string): string {
    return `${this.keyspace.prefix}:ticket:${sha256Hex(ticket)}`;
  }
}
