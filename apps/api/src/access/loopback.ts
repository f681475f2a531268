import type { FastifyRequest } from 'fastify';
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Returns true if a server that listens on this host can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const family = isIP(name);
  return family === 0 ? name === 'localhost' : LOOPBACK.check(name, family === 4 ? 'ipv4' : 'ipv6');
}

/** Returns the name in a `Host` header without port, brackets and final dot, in lower case; empty when malformed. */
export function hostnameOf(host: string): string {
  const [, address, name] = /^(?:\[([\da-f:.]+)\]|([^:[\]]*?)\.?)(?::\d*)?$/i.exec(host) ?? [];
  return (address ?? name ?? '').toLowerCase();
}

/** Returns true if the request was made on this machine and not forwarded by a proxy. */
export function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isForwarded && isLoopback(ip.replace(/^::ffff:/, ''));
}
