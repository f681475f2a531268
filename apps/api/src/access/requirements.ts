import type { FastifyRequest } from 'fastify';
import { accessOf, type Access } from '#libs/contracts';
import { routeOf } from '../http/route-of.js';

/** The access that a request requires. */
export interface Requirement {
  /** The route's operation, or the method and path of a request that is not in the route table. */
  readonly action: string;
  readonly access: Access;
  /** True if a ticket in place of a key is enough. */
  readonly takesTicket: boolean;
}

/** Returns the access that a request requires. A path outside of the route table requires a key if it starts with /v1/. */
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
