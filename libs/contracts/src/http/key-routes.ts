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

/** Routes for API keys, the audit log, and the caller of a request. */
export const keyRoutes = tagged('keys', {
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
    access,
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
    query: keyPageQuery,
    answer: apiKeyPage,
  },
  'GET /v1/keys/{id}': {
    id: 'getKey',
    access,
    summary: 'Retrieve an API key',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
  'GET /v1/audit': {
    id: 'listDeeds',
    access,
    summary: 'List audit log entries',
    description: 'Returns the audit log of one owner or of all owners, newest first.',
    query: auditPageQuery,
    answer: auditPage,
  },
  'POST /v1/keys/{id}/revoke': {
    id: 'revokeKey',
    access,
    summary: 'Revoke an API key',
    description: 'Revokes a key permanently.',
    params: keyIdParam,
    answer: apiKeyView,
    errors: ['key.not_found'],
  },
});
