import type { FastifyRequest } from 'fastify';

/** Without the query, which may hold a ticket: what may be told and logged. */
export function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  return url.split('?')[0] ?? '';
}
