import { z } from 'zod';
import { KEY_STATES, apiKeyRecord } from '../api-key.js';
import { auditEntry } from '../audit.js';
import { keyOwner, ownerName } from '../owner.js';
import { scopeSchema } from '../scope.js';
import { pageOf, pageQuery } from './paging.js';
import { idParam, tagged } from './route.js';
import { usageView } from './usage.js';

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
export type ApiKeyView = z.infer<typeof apiKeyView>;

export const createdApiKey = apiKeyView.extend({
  secret: z
    .string()
    .nullable()
    .describe(
      'The secret, which is shown only once. Null in a response that is repeated for an `Idempotency-Key`.',
    ),
});

export const auditView = auditEntry.omit({ v: true });

const auditPageQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .describe('The `nextCursor` of the previous page.'),
  owner: ownerName.optional().describe('Returns only the actions of this owner. Defaults to all owners.'),
});

/** The owner and scopes of the caller. */
const callerView = z.strictObject({
  owner: ownerName,
  keyId: z.string().nullable().describe('Null while no key exists. Every caller is then the local owner.'),
  scopes: z.array(scopeSchema),
});

const access = ['admin'] as const;

/** Routes for API keys, the audit log, and the caller of a request. */
export const keyRoutes = tagged(
  { tag: 'keys', access, params: idParam('key'), missing: 'key.not_found' },
  {
    'GET /v1/caller': {
      id: 'getCaller',
      summary: 'Retrieve the caller',
      description: 'Returns the owner and scopes of the API key in use.',
      answer: callerView,
    },
    'GET /v1/usage': {
      id: 'getUsage',
      summary: 'Retrieve usage',
      description: 'Returns the quotas of the calling owner and how much of each is used.',
      answer: usageView,
    },
    'POST /v1/keys': {
      id: 'createKey',
      summary: 'Create an API key',
      description: 'Creates a key. Only this response contains the secret.',
      body: createApiKey,
      status: 201,
      answer: createdApiKey,
    },
    'GET /v1/keys': {
      id: 'listKeys',
      access,
      summary: 'List API keys',
      description: 'Returns the keys of one owner or of all owners, newest first.',
      query: pageQuery.extend({ owner: ownerName.optional() }),
      answer: pageOf(apiKeyView),
    },
    'GET /v1/keys/{id}': { id: 'getKey', access, summary: 'Retrieve an API key', answer: apiKeyView },
    'GET /v1/audit': {
      id: 'listDeeds',
      access,
      summary: 'List audit log entries',
      description: 'Returns the audit log of one owner or of all owners, newest first.',
      query: auditPageQuery,
      answer: pageOf(auditView),
    },
    'POST /v1/keys/{id}/revoke': {
      id: 'revokeKey',
      summary: 'Revoke an API key',
      description: 'Revokes a key permanently.',
      answer: apiKeyView,
    },
  },
);
