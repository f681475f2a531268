import type { FastifyReply, FastifyRequest } from 'fastify';
import { SerenadeError, mayUse } from '#libs/contracts';
import { Doorkeeper, type KeyRing } from '#libs/access';
import type { ApiEnvironment, Logger } from '#libs/runtime';
import type { Background } from './background.js';
import { LOCAL_CALLER, NOBODY, type Caller } from './caller.js';
import { refuseForeignPages } from './foreign-pages.js';
import { isFromHere, isLoopback } from './loopback.js';
import type { KeyRateLimit } from './rate-limit.js';
import type { Requirement } from './requirements.js';

/**
 * Says on whose behalf a request comes, or refuses it. While no key was ever made everybody on this machine is the
 * local owner; from the first key on, nobody comes in without one.
 */
export class Gate {
  private readonly doorkeeper: Doorkeeper;
  private readonly isLocal: boolean;
  private readonly mayBeOpen: boolean;

  constructor(
    private readonly ring: KeyRing,
    private readonly limit: KeyRateLimit,
    background: Background,
    logger: Logger,
    env: Pick<ApiEnvironment, 'HOST' | 'ALLOW_WITHOUT_KEY'>,
  ) {
    this.isLocal = isLoopback(env.HOST);
    this.mayBeOpen = this.isLocal || env.ALLOW_WITHOUT_KEY;
    this.doorkeeper = new Doorkeeper(ring, logger, (keyId) =>
      background.run(ring.noteUse(keyId), 'the use of a key could not be noted', { keyId }),
    );
  }

  /**
   * Sets `request.caller`, also of one who is refused for his scopes.
   * @throws SerenadeError `auth.*`, `rate.limited`, `store.unavailable`
   */
  async admit(request: FastifyRequest, reply: FastifyReply, { access, action }: Requirement): Promise<void> {
    request.caller = NOBODY;
    if (access === 'everybody' || (access === 'this machine' && isFromHere(request))) return;
    request.caller = await this.identify(request);
    const { keyId, scopes, requestsPerMinute } = request.caller;
    if (keyId !== null) await this.limit.take(keyId, requestsPerMinute ?? null, reply);
    const wanted = access === 'this machine' ? (['read'] as const) : access;
    if (mayUse(scopes, wanted)) return;
    throw new SerenadeError(
      'auth.scope_missing',
      `${action} takes a key with the scope ${wanted.join(' or ')}; this one has ${scopes.join(', ')}.`,
    );
  }

  /** Whether the caller may see what is not for everybody, where both get an answer. */
  async knows(request: FastifyRequest): Promise<boolean> {
    if (isFromHere(request)) return true;
    return this.identify(request).then(
      () => true,
      () => false,
    );
  }

  private async identify(request: FastifyRequest): Promise<Caller> {
    const secret = bearerOf(request);
    if (secret !== null) {
      const { owner, id, scopes, requestsPerMinute } = await this.doorkeeper.open(secret, request.ip);
      return { owner, keyId: id, scopes, requestsPerMinute };
    }
    if ((await this.ring.isClosed()) || !this.mayBeOpen) {
      throw new SerenadeError(
        'auth.key_missing',
        'Send an API key, as in "Authorization: Bearer srn_…"; `serenade keys create --host` makes one beside the store.',
      );
    }
    refuseForeignPages(request, this.isLocal);
    return LOCAL_CALLER;
  }
}

/** The secret in `Authorization: Bearer` (RFC 6750 §2.1); null when there is no such header. */
function bearerOf({ headers }: FastifyRequest): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  const secret = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (secret !== undefined) return secret;
  throw new SerenadeError('auth.key_invalid', 'The Authorization header has the form "Bearer srn_…".');
}
