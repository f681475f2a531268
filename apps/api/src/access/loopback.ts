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

/** The name in a `Host` header. */
export function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** Whether the request was made on this machine, and not handed on by a proxy. */
export function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const isHandedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isHandedOn && isLoopback(ip.replace(/^::ffff:/, ''));
}
