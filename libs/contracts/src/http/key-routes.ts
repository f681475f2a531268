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
import type { Routes } from './route.js';
import { usageView } from './usage.js';

const tag = 'keys';
const access = ['admin'] as const;

/** API keys, and the caller of a request. */
export const keyRoutes = {
  'GET /v1/caller': {
    id: 'getCaller',
    tag,
    summary: 'Owner and scopes of the API key in use',
    answer: callerView,
    errors: [],
  },
  'GET /v1/usage': {
    id: 'getUsage',
    tag,
    summary: 'What the owner of this key uses of its quotas',
    answer: usageView,
    errors: [],
  },
  'POST /v1/keys': {
    id: 'createKey',
    tag,
    access,
    summary: 'Creates a key; only this answer contains its secret',
    body: createApiKey,
    status: 201,
    answer: createdApiKey,
    errors: [],
  },
  'GET /v1/keys': {
    id: 'listKeys',
    tag,
    access,
    summary: 'Keys, newest first, of one owner or of all',
    query: keyPageQuery,
    answer: apiKeyPage,
    errors: [],
  },
  'GET /v1/keys/{id}': {
    id: 'getKey',
    tag,
    access,
    summary: 'One key',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
  'GET /v1/audit': {
    id: 'listDeeds',
    tag,
    access,
    summary: 'The audit log, newest first, of one owner or of all',
    query: auditPageQuery,
    answer: auditPage,
    errors: [],
  },
  'POST /v1/keys/{id}/revoke': {
    id: 'revokeKey',
    tag,
    access,
    summary: 'Revokes a key for ever',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
} as const satisfies Routes;
