import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { AllowedHosts } from './allowed-hosts.js';

const hosts = new AllowedHosts(['Serenade.internal', '10.0.0.7', '[fd00::1]']);
const admits = (host: string | undefined, url = '/v1/keys'): boolean =>
  hosts.admit({ headers: { host }, raw: { url } } as unknown as FastifyRequest);

describe('AllowedHosts', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:3000',
    'localhost.',
    'localhost.:3000',
    '127.0.0.1',
    '127.8.9.1:80',
    '[::1]',
    '[::1]:3000',
    '[0:0:0:0:0:0:0:1]:3000',
    '[::ffff:127.0.0.1]:3000',
  ])('admits the loopback name %j', (host) => {
    expect(admits(host)).toBe(true);
  });

  it.each(['serenade.internal', 'SERENADE.internal.:3000', '10.0.0.7:3000', '[FD00::1]:3000'])(
    'admits the configured name %j',
    (host) => {
      expect(admits(host)).toBe(true);
    },
  );

  it.each([
    undefined,
    '',
    ':3000',
    '.',
    'null',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    'evil.localhost',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    'localhost, evil.example',
    'localhost:3000:3000',
    'localhost..',
    '[localhost]',
    '[::1].evil.example',
    '[::2]:3000',
    '0.0.0.0:3000',
    '192.168.1.5',
    'x.serenade.internal',
  ])('refuses the host %j', (host) => {
    expect(admits(host)).toBe(false);
  });

  it('refuses a target that names another host than an allowed one', () => {
    expect(admits('localhost:3000', 'http://evil.example:3000/v1/keys')).toBe(false);
    expect(admits('localhost:3000', 'HTTP://localhost@evil.example/v1/keys')).toBe(false);
    expect(admits('localhost:3000', 'http://localhost:3000/v1/keys')).toBe(true);
    expect(admits('evil.example', 'http://localhost:3000/v1/keys')).toBe(false);
  });
});
