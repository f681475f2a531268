import type { FastifyInstance } from 'fastify';
import type { Doorkeeper } from '#libs/access';
import { ERRORS, SerenadeError, asSerenadeError, mayUse } from '#libs/contracts';

const OPEN: readonly string[] = ['/health/live'];
const READING: readonly string[] = ['GET', 'HEAD'];

/**
 * Lets in whoever has a key with the scope admin. A page cannot add a header to the first request of a browser, so the key
 * is taken as the password of HTTP Basic (RFC 7617), for which the browser asks; `Bearer` works too. That browsers send it along
 * with requests of other sites changes nothing where nothing can be changed.
 */
export function registerAdmission(app: FastifyInstance, doorkeeper: Doorkeeper): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (OPEN.includes(request.routeOptions.url ?? '')) return;
    try {
      const secret = secretOf(request.headers.authorization);
      const { scopes } = await doorkeeper.open(secret, request.ip);
      if (!mayUse(scopes, ['admin']))
        throw new SerenadeError('auth.scope_missing', 'The board takes a key with the scope admin.');
      if (!READING.includes(request.method))
        throw new SerenadeError('request.not_found', 'The board shows queues and changes nothing.');
    } catch (error) {
      const { code, message } = asSerenadeError(error);
      const { http: status, title } = ERRORS[code];
      if (status === 401)
        void reply.header('www-authenticate', 'Basic realm="Serenade: an API key as the password"');
      const detail = code === 'internal.error' ? title : message;
      const problem = { type: `urn:serenade:problem:${code}`, title, status, code, detail };
      return reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
    }
    return undefined;
  });
}

function secretOf(authorization = ''): string {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(authorization) ?? [];
  if (/^bearer$/i.test(scheme)) return value;
  if (/^basic$/i.test(scheme)) {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    return pair.slice(pair.indexOf(':') + 1);
  }
  throw new SerenadeError(
    'auth.key_missing',
    'Send an API key with the scope admin: as the password, with any name, or as "Authorization: Bearer srn_…".',
  );
}
