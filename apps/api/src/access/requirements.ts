import type { FastifyRequest } from 'fastify';
import { accessOf, type Access } from '#libs/contracts';
import { routeOf } from '../http/route-of.js';

/** What a request takes. */
export interface Requirement {
  /** The route's operation, or the method and path of a request that is not in the route table. */
  readonly action: string;
  readonly access: Access;
  /** Whether a ticket opens it in place of a key. */
  readonly takesTicket: boolean;
}

/** The page, its documents and unknown paths are not in the route table; below /v1 even they take a key. */
export function requirementOf(request: FastifyRequest): Requirement {
  const found = routeOf(request);
  if (found === null) {
    const { url = '' } = request.routeOptions;
    const action = `${request.method.toLowerCase()} ${url}`;
    return { action, takesTicket: false, access: url.startsWith('/v1/') ? ['score', 'train'] : 'everybody' };
  }
  const { route } = found;
  return { action: route.id, access: accessOf(route), takesTicket: 'takesTicket' in route };
}
