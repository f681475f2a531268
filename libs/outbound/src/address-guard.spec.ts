import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressGuard, isCidr } from './address-guard.js';

describe('AddressGuard', () => {
  const guard = new AddressGuard();

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fd12:3456::1',
    'ff02::1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(guard.allows(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '192.167.255.255', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'allows %s',
    (address) => {
      expect(guard.allows(address)).toBe(true);
    },
  );

  it('treats an IPv4 address and its IPv6-mapped form alike', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => guard.allows(address) === guard.allows(`::ffff:${address}`)),
    );
  });

  it('allows only the networks named in the settings', () => {
    const own = new AddressGuard(['10.1.0.0/16', '::1/128']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', '::1', '10.2.0.1', '127.0.0.1'].map((a) => own.allows(a))).toEqual(
      [true, true, true, false, false],
    );
  });

  it.each(['10.0.0.0', '10.0.0.0/33', 'fe80::/129', '10.0.0.0/8/8', 'example.org/8', '10.0.0.0/x', ''])(
    'rejects %s as a network',
    (text) => {
      expect(isCidr(text)).toBe(false);
      expect(() => new AddressGuard([text])).toThrow(RangeError);
    },
  );
});
