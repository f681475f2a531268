import { randomBytes } from 'node:crypto';
import { sha256Hex } from '#libs/contracts';
import type { Keyspace } from './keyspace.js';

/** How long a ticket is good for. It stands in an address, which may be copied, so this is short. */
export const TICKET_SECONDS = 300;

const SHAPE = /^srt_[\w-]{43}$/;

/** What a ticket opens, and on whose behalf. */
export interface Grant {
  /** Null where no key is configured. */
  readonly keyId: string | null;
  /** Of the one resource, below the API. */
  readonly path: string;
}

/**
 * Tickets for those who can send no key, such as an audio element: 32 random bytes, which Redis knows by their SHA-256
 * alone and forgets by itself.
 */
export class Tickets {
  constructor(private readonly keyspace: Keyspace) {}

  async issue(grant: Grant): Promise<{ ticket: string; expiresAt: string }> {
    const ticket = `srt_${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(Date.now() + TICKET_SECONDS * 1000).toISOString();
    await this.keyspace.redis.set(this.keyOf(ticket), JSON.stringify(grant), 'EX', TICKET_SECONDS);
    return { ticket, expiresAt };
  }

  /** Null for one that is none, or has expired. */
  async find(ticket: string): Promise<Grant | null> {
    const found = SHAPE.test(ticket) ? await this.keyspace.redis.get(this.keyOf(ticket)) : null;
    return found === null ? null : (JSON.parse(found) as Grant);
  }

  private keyOf(ticket: string): string {
    return `${this.keyspace.prefix}:ticket:${sha256Hex(ticket)}`;
  }
}
