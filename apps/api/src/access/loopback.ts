import type { FastifyRequest } from 'fastify';
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a server that listens there can be reached from this machine alone. */
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

/** Whether the request was made on this machine, and not handed on by a proxy. */
export function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const isHandedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isHandedOn && isLoopback(ip.replace(/^::ffff:/, ''));
}
