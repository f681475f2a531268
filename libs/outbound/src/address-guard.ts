import { BlockList, isIP } from 'node:net';

/**
 * Address blocks outside the public internet: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC
 * 6890 and later additions), multicast, and the IPv6 forms that embed an IPv4 address (mapped, NAT64, 6to4, Teredo),
 * because the embedded address cannot be checked at every gateway.
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

/** Decides which addresses this process may call for a client (OWASP "Server-Side Request Forgery"). */
export class AddressGuard {
  private readonly refused = createBlockList(NOT_PUBLIC);
  private readonly allowed: BlockList;

  /**
   * @param allowedNetworks CIDR blocks that may be called although they are not public, also without TLS
   * @throws RangeError if one is not a CIDR block
   */
  constructor(allowedNetworks: readonly string[] = []) {
    this.allowed = createBlockList(allowedNetworks);
  }

  /** Returns true if the address may be called. Text that is not an address may not. */
  allows(address: string): boolean {
    return this.isNamed(address) || (isIP(address) !== 0 && !contains(this.refused, address));
  }

  /** Returns true if the address is in an explicitly allowed network. */
  isNamed(address: string): boolean {
    return contains(this.allowed, address);
  }
}

/** Returns true if the text is `address/prefix length`. */
export function isCidr(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits;
}

function createBlockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    if (!isCidr(block)) throw new RangeError(`${block} is not a CIDR block. Use one such as 10.0.0.0/8.`);
    const [address = '', length = ''] = block.split('/');
    list.addSubnet(address, Number(length), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Checks an address. BlockList treats an IPv4 address mapped into IPv6 as IPv4. */
function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
