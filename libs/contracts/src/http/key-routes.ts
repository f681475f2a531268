import { auditPage, auditPageQuery } from './audit.js';
import {
  apiKeyPage,
  apiKeyView,
  callerView,
  createApiKey,
  createdApiKey,
  keyIdParam,
  keyPageQuery,
} from './keys.js';
import { tagged } from './route.js';
import { usageView } from './usage.js';

const access = ['admin'] as const;

/** API keys, and the caller of a request. */
export const keyRoutes = tagged('keys', {
  'GET /v1/caller': {
    id: 'getCaller',
    summary: 'Owner and scopes of the API key in use',
    answer: callerView,
  },
  'GET /v1/usage': {
    id: 'getUsage',
    summary: 'What the owner of this key uses of its quotas',
    answer: usageView,
  },
  'POST /v1/keys': {
    id: 'createKey',
    access,
    summary: 'Creates a key; only this answer contains its secret',
    body: createApiKey,
    status: 201,
    answer: createdApiKey,
  },
  'GET /v1/keys': {
    id: 'listKeys',
    access,
    summary: 'Keys, newest first, of one owner or of all',
    query: keyPageQuery,
    answer: apiKeyPage,
  },
  'GET /v1/keys/{id}': {
    id: 'getKey',
    access,
    summary: 'One key',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
  'GET /v1/audit': {
    id: 'listDeeds',
    access,
    summary: 'The audit log, newest first, of one owner or of all',
    query: auditPageQuery,
    answer: auditPage,
  },
  'POST /v1/keys/{id}/revoke': {
    id: 'revokeKey',
    access,
    summary: 'Revokes a key for ever',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
});
