import type { FastifyRequest } from 'fastify';
import { SerenadeError } from '#libs/contracts';
import type { AllowedHosts } from './allowed-hosts.js';

/**
 * Refuses requests of web pages of other sites while the API needs no key. Browsers report where a request comes from
 * (`Sec-Fetch-Site`, `Origin`), and a page that gave its own name the address of this machine has that name in `Host`.
 * With keys none of this matters: no page knows one, and cookies are not used.
 *
 * @throws SerenadeError `auth.foreign_origin`
 */
export function refuseForeignPages(request: FastifyRequest, hosts: AllowedHosts): void {
  if (!hosts.admit(request)) {
    throw new SerenadeError(
      'auth.foreign_origin',
      'While no API key exists, the host of a request must be localhost, a loopback address or one of ALLOWED_HOSTS. Add the name there, or create a key with `serenade keys create`.',
    );
  }
  const { host = '', origin } = request.headers;
  const isForeign = origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
  if (!isForeign && request.headers['sec-fetch-site'] !== 'cross-site') return;
  throw new SerenadeError(
    'auth.foreign_origin',
    'Pages of other sites may not call an API that needs no key; make one with `serenade keys create`.',
  );
}
