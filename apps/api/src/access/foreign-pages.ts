import type { FastifyRequest } from 'fastify';
import { SerenadeError } from '#libs/contracts';
import { hostnameOf, isLoopback } from './loopback.js';

/**
 * While no key is needed, a page of any site that somebody on this machine opens could call the API. Browsers say from
 * where a request comes (`Sec-Fetch-Site`, `Origin`), and a name that was made to point here (DNS rebinding) stands in
 * `Host`. With keys none of this matters: no page knows one, and cookies are not used.
 *
 * @throws SerenadeError `auth.foreign_origin`
 */
export function refuseForeignPages(request: FastifyRequest, isLocal: boolean): void {
  const { host = '', origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign = origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
  const isRebound = isLocal && !isLoopback(hostnameOf(host));
  if (!isForeign && !isRebound && site !== 'cross-site') return;
  throw new SerenadeError(
    'auth.foreign_origin',
    'Pages of other sites may not call an API that needs no key; make one with `serenade keys create`.',
  );
}
