import { z } from 'zod';
import { ownerName } from './owner.js';
import { scopeSchema } from './scope.js';

/** The stored record of an API key. Its secret is not in it: only what a secret is compared with. */
export const apiKeyRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: ownerName,
  name: z.string(),
  scopes: z.array(scopeSchema).min(1),
  /** SHA-256 of the secret. It has 256 random bits, so that a slow hash would protect nothing more. */
  secretSha256: z.string(),
  createdAt: z.iso.datetime(),
  /** Id of the key that made it, or `host` for the command line beside the store. */
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  requestsPerMinute: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe("Most that the key may send; null is the server's RATE_LIMIT_PER_MINUTE."),
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
