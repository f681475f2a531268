import { BlockList, isIP } from 'node:net';

/**
 * Address blocks that are not of the public internet: the IANA registries of special-purpose IPv4 and IPv6 addresses
 * (RFC 6890 and what was added since), multicast, and the IPv6 forms that carry an IPv4 address within them (mapped,
 * NAT64, 6to4, Teredo), whose inner address nobody could check at every gateway.
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/9',
  'ff00::/8',
];

/** Decides which addresses this process may call on behalf of a client (OWASP "Server-Side Request Forgery"). */
export class AddressGuard {
  private readonly refused = listOf(NOT_PUBLIC);
  private readonly allowed: BlockList;

  /**
   * @param allowedNetworks CIDR blocks that may be called although they are not public, and without TLS too: for tests
   * and for services on one's own premises
   * @throws RangeError for what is no CIDR block
   */
  constructor(allowedNetworks: readonly string[] = []) {
    this.allowed = listOf(allowedNetworks);
  }

  /** Whether the address may be called at all. What is no address may not. */
  allows(address: string): boolean {
    return this.isNamed(address) || (isIP(address) !== 0 && !has(this.refused, address));
  }

  /** Whether the address stands in a network that the settings name. */
  isNamed(address: string): boolean {
    return has(this.allowed, address);
  }
}

/** Whether the text is `address/prefix length`. */
export function isCidr(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits;
}

function listOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    if (!isCidr(block)) throw new RangeError(`${block} is no CIDR block, such as 10.0.0.0/8.`);
    const [address = '', length = ''] = block.split('/');
    list.addSubnet(address, Number(length), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address mapped into IPv6 is judged as the IPv4 address that it is; BlockList does so by itself. */
function has(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
