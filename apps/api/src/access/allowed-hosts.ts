import type { FastifyRequest } from 'fastify';
import { hostnameOf, isLoopback } from './loopback.js';

/**
 * The host names by which a client may call an API that needs no key. A web page can point its own host name at this
 * machine (DNS rebinding); the browser then sends that name in `Host`. Loopback names cannot be taken over like that.
 */
export class AllowedHosts {
  private readonly names: ReadonlySet<string>;

  /** @param names the names in ALLOWED_HOSTS, in addition to those of loopback */
  constructor(names: readonly string[]) {
    this.names = new Set(names.map(hostnameOf));
  }

  /** Returns true when `Host`, and the target where it names a host too (RFC 9112 §3.2.2), has an allowed name. */
  admit({ headers, raw }: Pick<FastifyRequest, 'headers' | 'raw'>): boolean {
    const target = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(raw.url ?? '')?.[1];
    return this.has(headers.host ?? '') && (target === undefined || this.has(target));
  }

  private has(authority: string): boolean {
    const name = hostnameOf(authority);
    return name !== '' && (isLoopback(name) || this.names.has(name));
  }
}
