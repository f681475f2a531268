import {
  apiKeyPage,
  apiKeyView,
  auditPage,
  auditPageQuery,
  callerView,
  createApiKey,
  createdApiKey,
  keyIdParam,
  keyPageQuery,
  usageView,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, json, jsonBody, type Operation } from './operation.js';

const tag = 'keys';
const access = ['admin'] as const;

/** API keys, and who is calling. */
export const KEY_OPERATIONS: readonly Operation[] = [
  { method: 'get', path: '/v1/caller', id: 'getCaller', tag, summary: 'Whose the key of this request is, and what it may', status: 200, answer: json(callerView), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/usage', id: 'getUsage', tag, summary: 'What the owner of this key has of what it may have', status: 200, answer: json(usageView), errors: LIVE }, // prettier-ignore
  { method: 'post', path: '/v1/keys', id: 'createKey', tag, access, summary: 'Makes a key; its secret is in this answer and nowhere else', body: jsonBody(createApiKey), status: 201, answer: json(createdApiKey), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/keys', id: 'listKeys', tag, access, summary: 'Keys, newest first, of one owner or of all', query: keyPageQuery, status: 200, answer: json(apiKeyPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'get', path: '/v1/keys/{id}', id: 'getKey', tag, access, summary: 'One key', params: keyIdParam, status: 200, answer: json(apiKeyView), errors: ['key.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/audit', id: 'listDeeds', tag, access, summary: 'Who did what, newest first, of one owner or of all', query: auditPageQuery, status: 200, answer: json(auditPage), errors: UNAVAILABLE }, // prettier-ignore
  { method: 'post', path: '/v1/keys/{id}/revoke', id: 'revokeKey', tag, access, summary: 'Revokes a key for ever', params: keyIdParam, status: 200, answer: json(apiKeyView), errors: ['key.not_found', ...UNAVAILABLE] }, // prettier-ignore
];
