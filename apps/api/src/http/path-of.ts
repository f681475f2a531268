import type { FastifyRequest } from 'fastify';

/** Returns the path without the query, which can contain a ticket. The result is safe to log and return. */
export function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  return url.split('?')[0] ?? '';
}
