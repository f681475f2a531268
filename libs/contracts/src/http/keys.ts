import { z } from 'zod';
import { KEY_STATES, apiKeyRecord } from '../api-key.js';
import { idPattern } from '../ids.js';
import { keyOwner, ownerName } from '../owner.js';
import { scopeSchema } from '../scope.js';
import { pageOf, pageQuery } from './paging.js';

export const keyIdParam = z.object({ id: z.string().regex(idPattern('key')) });

export const createApiKey = z.strictObject({
  owner: keyOwner.optional().describe("Whose everything is that the key makes; default: the calling key's."),
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}+$/u, 'a name holds no control character')
    .describe('For people, such as `nightly scoring`.'),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(4)
    .describe(
      '`score` and `train` let their holder read too; `admin` may do everything, and alone makes keys.',
    ),
  expiresAt: z.iso.datetime().optional().describe('Default: never.'),
  requestsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe("Most that the key may send. Default: the server's RATE_LIMIT_PER_MINUTE."),
});

export const apiKeyView = apiKeyRecord.omit({ v: true, secretSha256: true }).extend({
  state: z.enum(KEY_STATES),
  lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
});
export const apiKeyPage = pageOf(apiKeyView);
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const createdApiKey = apiKeyView.extend({
  secret: z
    .string()
    .nullable()
    .describe('Shown this once; null when the answer is repeated for an Idempotency-Key.'),
});

export const keyPageQuery = pageQuery.extend({ owner: ownerName.optional() });

/** Who is calling. */
export const callerView = z.strictObject({
  owner: ownerName,
  keyId: z
    .string()
    .nullable()
    .describe('Null while no key is configured: then everybody is the local owner.'),
  scopes: z.array(scopeSchema),
});
