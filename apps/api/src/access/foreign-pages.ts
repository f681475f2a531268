import type { FastifyRequest } from 'fastify';
import { SerenadeError } from '#libs/contracts';
import type { AllowedHosts } from './allowed-hosts.js';

/**
 * Refuses requests from web pages of other sites while the API needs no key. Browsers report the origin of a request
 * (`Sec-Fetch-Site`, `Origin`), and a page that points its own name at this machine sends that name in `Host`.
 * Once keys exist this is not needed: no page knows a key, and the API uses no cookies.
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
    'Pages of other sites may not call an API that needs no key. Create a key with `serenade keys create`.',
  );
}
