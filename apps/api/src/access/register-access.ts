import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANY_ID, type Access } from '#libs/contracts';
import type { ApiContext } from '../core/api-context.js';
import { NOBODY, type Caller } from './caller.js';
import { requirementOf } from './requirements.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of what the request created, for the audit log. */
    madeId: unknown;
    /** True if the request was a dry run. */
    isDry: boolean;
  }
}

/** Admits each request before its body is read, and writes each change to the audit log after the response. */
export function registerAccess(
  fastify: FastifyInstance,
  { gate, audit, background }: Pick<ApiContext, 'gate' | 'audit' | 'background'>,
): void {
  fastify.decorateRequest('caller');
  fastify.decorateRequest('madeId', null);
  fastify.decorateRequest('isDry', false);
  // This is a Fastify hook, not a Nest guard, because tus and the documents are plain Fastify routes.
  fastify.addHook('onRequest', (request, reply) => gate.admit(request, reply, requirementOf(request)));
  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    if (typeof payload === 'object' && payload !== null) {
      if ('id' in payload) request.madeId = payload.id;
      request.isDry = 'dryRun' in payload;
    }
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    const { action, access } = requirementOf(request);
    if (!isAudited(request, statusCode, access)) return done();
    const { owner, keyId } = request.caller;
    const named = [...Object.values((request.params ?? {}) as Record<string, unknown>), request.madeId];
    const targets = [...new Set(named.filter((id) => typeof id === 'string' && ANY_ID.test(id)))] as string[];
    const entry = { owner, keyId, action, targets, status: statusCode, address: request.ip };
    background.run(audit.append(entry), 'an entry is missing from the audit log', entry);
    done();
  });
}

/**
 * Returns true for a request that changed something, and for one of a known caller that was refused. Pieces of an upload
 * belong to the entry of its first request, and requests that the scope `read` permits are not logged.
 */
function isAudited({ method, caller, isDry }: Asked, status: number, access: Access): boolean {
  if (caller === undefined || caller === NOBODY || isDry) return false;
  if (status === 403) return true;
  if (access.includes('read')) return false;
  return status < 400 && (method === 'POST' || method === 'DELETE' || method === 'PUT');
}

/** Fastify rejects malformed URLs before `caller` is set, so it may be missing. */
type Asked = Pick<FastifyRequest, 'method' | 'isDry'> & { readonly caller?: Caller | undefined };
