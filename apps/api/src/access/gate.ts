import type { FastifyReply, FastifyRequest } from 'fastify';
import { SerenadeError, mayUse, type ApiKeyRecord } from '#libs/contracts';
import { Doorkeeper, type KeyRing } from '#libs/access';
import type { Tickets } from '#libs/queue';
import type { ApiEnvironment, Logger } from '#libs/runtime';
import { pathOf } from '../http/path-of.js';
import { AllowedHosts } from './allowed-hosts.js';
import type { Background } from './background.js';
import { LOCAL_CALLER, NOBODY, type Caller } from './caller.js';
import { refuseForeignPages } from './foreign-pages.js';
import { isFromHere, isLoopback } from './loopback.js';
import type { KeyRateLimit } from './rate-limit.js';
import type { Requirement } from './requirements.js';

/**
 * Identifies the caller of a request, or rejects the request. While no API key exists, every request from this machine
 * belongs to the owner `local`. Once the first key exists, every request needs one.
 */
export class Gate {
  private readonly doorkeeper: Doorkeeper;
  private readonly hosts: AllowedHosts;
  private readonly mayBeOpen: boolean;

  constructor(
    private readonly ring: KeyRing,
    private readonly tickets: Tickets,
    private readonly limit: KeyRateLimit,
    background: Background,
    logger: Logger,
    env: Pick<ApiEnvironment, 'HOST' | 'ALLOW_WITHOUT_KEY' | 'ALLOWED_HOSTS'>,
  ) {
    this.hosts = new AllowedHosts(env.ALLOWED_HOSTS);
    this.mayBeOpen = isLoopback(env.HOST) || env.ALLOW_WITHOUT_KEY;
    this.doorkeeper = new Doorkeeper(ring, logger, (keyId) =>
      background.run(ring.noteUse(keyId), 'the use of a key could not be recorded', { keyId }),
    );
  }

  /**
   * Sets `request.caller`, even if it then rejects the request for a missing scope.
   * @throws SerenadeError `auth.*`, `rate.limited`, `store.unavailable`; for a ticket, `queue.unavailable`
   */
  async admit(request: FastifyRequest, reply: FastifyReply, requirement: Requirement): Promise<void> {
    const { access, action, takesTicket } = requirement;
    request.caller = NOBODY;
    if (access === 'everybody' || (access === 'this machine' && this.isFromHere(request))) return;
    request.caller = await this.identify(request, takesTicket);
    const { keyId, scopes, requestsPerMinute } = request.caller;
    if (keyId !== null) await this.limit.take(keyId, requestsPerMinute ?? null, reply);
    const wanted = access === 'this machine' ? (['read'] as const) : access;
    if (mayUse(scopes, wanted)) return;
    throw new SerenadeError(
      'auth.scope_missing',
      `${action} requires a key with the scope ${wanted.join(' or ')}; this key has ${scopes.join(', ')}.`,
    );
  }

  /** Returns true if the caller may see all of a response of which others see a part. */
  async knows(request: FastifyRequest): Promise<boolean> {
    if (this.isFromHere(request)) return true;
    return this.identify(request).then(
      () => true,
      () => false,
    );
  }

  /** Returns true for requests from this machine, except those of a web page whose name points at it. */
  private isFromHere(request: FastifyRequest): boolean {
    return isFromHere(request) && this.hosts.admit(request);
  }

  private async identify(request: FastifyRequest, takesTicket = false): Promise<Caller> {
    const secret = bearerOf(request);
    if (secret !== null) return callerOf(await this.doorkeeper.open(secret, request.ip));
    const { ticket } = request.query as { ticket?: unknown };
    return takesTicket && ticket !== undefined ? this.byTicket(request, ticket) : this.withoutKey(request);
  }

  /** A ticket is valid as long as the key that requested it. One requested without a key ends with the first key. */
  private async byTicket(request: FastifyRequest, ticket: unknown): Promise<Caller> {
    const grant = typeof ticket === 'string' ? await this.tickets.find(ticket) : null;
    if (grant?.path !== pathOf(request))
      throw new SerenadeError(
        'auth.ticket_invalid',
        'The ticket is not for this clip, or has expired. Request one with POST …/audio-ticket.',
      );
    if (grant.keyId === null) return this.withoutKey(request);
    return callerOf(await this.ring.stillOpens(grant.keyId));
  }

  private async withoutKey(request: FastifyRequest): Promise<Caller> {
    if ((await this.ring.isClosed()) || !this.mayBeOpen) {
      throw new SerenadeError(
        'auth.key_missing',
        'Send an API key: "Authorization: Bearer srn_…". To create one on the server, run `serenade keys create --host`.',
      );
    }
    refuseForeignPages(request, this.hosts);
    return LOCAL_CALLER;
  }
}

function callerOf({ owner, id, scopes, requestsPerMinute }: ApiKeyRecord): Caller {
  return { owner, keyId: id, scopes, requestsPerMinute };
}

/** Returns the secret in `Authorization: Bearer` (RFC 6750 §2.1); null if there is no such header. */
function bearerOf({ headers }: FastifyRequest): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  const secret = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (secret !== undefined) return secret;
  throw new SerenadeError('auth.key_invalid', 'The Authorization header must have the form "Bearer srn_…".');
}
