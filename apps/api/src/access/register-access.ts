import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ANY_ID, type Access } from '#libs/contracts';
import type { ApiContext } from '../core/api-context.js';
import { NOBODY, type Caller } from './caller.js';
import { requirementOf } from './requirements.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Id of what the request made, for the audit log. */
    madeId: unknown;
    /** Whether it only asked what a deed would do. */
    isDry: boolean;
  }
}

/** Every request is admitted before its body is read, and what it changed is written down once it was answered. */
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
    if (!isDeed(request, statusCode, access)) return done();
    const { owner, keyId } = request.caller;
    const named = [...Object.values((request.params ?? {}) as Record<string, unknown>), request.madeId];
    const targets = [...new Set(named.filter((id) => typeof id === 'string' && ANY_ID.test(id)))] as string[];
    const entry = { owner, keyId, action, targets, status: statusCode, address: request.ip };
    background.run(audit.append(entry), 'a deed is missing from the audit log', entry);
    done();
  });
}

/**
 * What changed something, and what somebody known was refused. Pieces of an upload belong to the deed that began it, and
 * what every reader may do is none.
 */
function isDeed({ method, caller, isDry }: Asked, status: number, access: Access): boolean {
  if (caller === undefined || caller === NOBODY || isDry) return false;
  if (status === 403) return true;
  if (access.includes('read')) return false;
  return status < 400 && (method === 'POST' || method === 'DELETE' || method === 'PUT');
}

/** A request whose URL is none was asked by nobody. */
type Asked = Pick<FastifyRequest, 'method' | 'isDry'> & { readonly caller?: Caller | undefined };
