import type { FastifyRequest } from 'fastify';
import { hostnameOf, isLoopback } from './loopback.js';

/**
 * The names by which a client may call an API that needs no key. A web page can give its own host name the address of
 * this machine (DNS rebinding); the browser then sends that name in `Host`. Names of loopback cannot be taken over so.
 */
export class AllowedHosts {
  private readonly names: ReadonlySet<string>;

  /** @param names beside those of loopback, from ALLOWED_HOSTS */
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
