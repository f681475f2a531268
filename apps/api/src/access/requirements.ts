import type { FastifyRequest } from 'fastify';
import type { Scope } from '#libs/contracts';
import { OPERATIONS, type Access, type Operation } from '../openapi/operations/index.js';

/** What a request takes. */
export interface Requirement {
  /** Operation of the OpenAPI document, or method and route of what is not in it. */
  readonly action: string;
  readonly access: Access;
  /** Whether a ticket opens it in place of a key. */
  readonly takesTicket: boolean;
}

/** Who may change something, by the tag of its operation; what has no line here takes `admin`. */
const CHANGES: Readonly<Record<string, readonly Scope[]>> = {
  archives: ['score', 'train'],
  uploads: ['score', 'train'],
  'scoring runs': ['score'],
  'training runs': ['train'],
  'embedding models': ['train'],
  evaluations: ['train'],
  sweeps: ['train'],
  models: ['train'],
  webhooks: ['score', 'train'],
};

export function accessOf({ access, method, tag }: Operation): Access {
  return access ?? (method === 'get' ? ['read'] : (CHANGES[tag] ?? ['admin']));
}

const BY_ROUTE: ReadonlyMap<string, Requirement> = new Map(
  OPERATIONS.map((operation) => [
    `${operation.method} ${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    { action: operation.id, access: accessOf(operation), takesTicket: operation.takesTicket === true },
  ]),
);

/** What is not in the document is the page, the document itself, or nothing at all; below /v1 it takes a key even so. */
export function requirementOf(request: FastifyRequest): Requirement {
  const { url: route = '' } = request.routeOptions;
  const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase();
  const action = `${method} ${route}`;
  const known = BY_ROUTE.get(action);
  if (known !== undefined) return known;
  return { action, takesTicket: false, access: route.startsWith('/v1/') ? ['score', 'train'] : 'everybody' };
}
