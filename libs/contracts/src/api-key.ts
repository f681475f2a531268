import { z } from 'zod';
import { ownerName } from './owner.js';
import { scopeSchema } from './scope.js';

/** The stored record of an API key. It contains a hash of the secret, not the secret. */
export const apiKeyRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: ownerName,
  name: z.string(),
  scopes: z.array(scopeSchema).min(1),
  /** SHA-256 of the secret. The secret has 256 random bits, so a slow hash would add no protection. */
  secretSha256: z.string(),
  createdAt: z.iso.datetime(),
  /** Id of the key that created this one, or `host` if it was created directly in the store. */
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  requestsPerMinute: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe("Requests per minute that the key may send; null means the server's RATE_LIMIT_PER_MINUTE."),
});
export type ApiKeyRecord = z.infer<typeof apiKeyRecord>;

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

export function keyStateOf({ expiresAt, revokedAt }: ApiKeyRecord, nowMs = Date.now()): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? 'expired' : 'active';
}

/** `last-use.json` of a key, written at most once a minute. */
export const keyLastUse = z.strictObject({ usedAt: z.iso.datetime() });
