import type { FastifyRequest } from 'fastify';
import { ALL_ROUTES, type BareRoute, type Route } from '#libs/contracts';

export interface FoundRoute {
  readonly name: string;
  readonly route: Route | BareRoute;
}

/** Returns a route's method and path as Fastify writes them. */
export function placeOf(name: string): { readonly method: string; readonly url: string } {
  const [method = '', path = ''] = name.split(' ');
  return { method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') };
}

const BY_PLACE: ReadonlyMap<string, FoundRoute> = new Map(
  [...ALL_ROUTES].map(([name, route]) => {
    const { method, url } = placeOf(name);
    return [`${method} ${url}`, { name, route }];
  }),
);

/** Returns a request's entry in the route table, or null for the dashboard, its documents and unknown paths. */
export function routeOf({ method, routeOptions }: FastifyRequest): FoundRoute | null {
  const { url } = routeOptions;
  const found = BY_PLACE.get(`${method} ${url}`);
  return found ?? (method === 'HEAD' ? BY_PLACE.get(`GET ${url}`) : undefined) ?? null;
}
