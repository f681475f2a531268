import { z } from 'zod';
import { KEY_STATES, apiKeyRecord } from '../api-key.js';
import { idPattern } from '../ids.js';
import { keyOwner, ownerName } from '../owner.js';
import { scopeSchema } from '../scope.js';
import { pageOf, pageQuery } from './paging.js';

export const keyIdParam = z.object({ id: z.string().regex(idPattern('key')) });

export const createApiKey = z.strictObject({
  owner: keyOwner
    .optional()
    .describe("The owner of everything created with this key. Defaults to the calling key's owner."),
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, 'must not contain a control character')
    .describe('A descriptive name, such as `nightly scoring`.'),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(4)
    .describe(
      '`score` and `train` include `read`. `admin` includes every scope, and only `admin` can create keys.',
    ),
  expiresAt: z.iso.datetime().optional().describe('When the key expires. Defaults to never.'),
  requestsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("The rate limit of the key. Defaults to the server's `RATE_LIMIT_PER_MINUTE`."),
});

export const apiKeyView = apiKeyRecord.omit({ v: true, secretSha256: true }).extend({
  state: z.enum(KEY_STATES),
  lastUsedAt: z.iso.datetime().nullable().describe('When the key was last used, to the minute.'),
});
export const apiKeyPage = pageOf(apiKeyView);
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const createdApiKey = apiKeyView.extend({
  secret: z
    .string()
    .nullable()
    .describe(
      'The secret, which is shown only once. Null in a response that is repeated for an `Idempotency-Key`.',
    ),
});

export const keyPageQuery = pageQuery.extend({ owner: ownerName.optional() });

/** The owner and scopes of the caller. */
export const callerView = z.strictObject({
  owner: ownerName,
  keyId: z.string().nullable().describe('Null while no key exists. Every caller is then the local owner.'),
  scopes: z.array(scopeSchema),
});
