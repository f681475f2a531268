import { oggCrc32 } from './crc.js';

const HEADER_BYTES = 27;
const MOST_SEGMENTS = 255;
const IS_CONTINUED = 1;
const IS_FIRST = 2;
const IS_LAST = 4;

/** A packet of sound, and the samples up to its end: its granule position. */
export interface OggPacket {
  readonly bytes: Uint8Array;
  readonly granule: number;
}

/**
 * Writes packets of another container as an Ogg stream (RFC 3533 §6), for decoders that read Ogg pages.
 *
 * @param headers packets in front of the sound; the first has a page of its own
 */
export function writeOgg(headers: readonly Uint8Array[], sound: readonly OggPacket[]): Uint8Array {
  const [first = new Uint8Array(), ...others] = headers.map((bytes) => ({ bytes, granule: 0 }));
  const groups = [[first], others, ...groupPackets(sound)] as readonly (readonly OggPacket[])[];
  const pages: Uint8Array[] = [];
  groups.forEach((packets, group) => {
    const segments = packets.flatMap(({ bytes }) => lace(bytes));
    const body = Buffer.concat(packets.map(({ bytes }) => bytes));
    let from = 0;
    let at = 0;
    do {
      const lacing = segments.slice(at, at + MOST_SEGMENTS);
      const length = lacing.reduce((sum, size) => sum + size, 0);
      const isContinued = at > 0 && segments[at - 1] === MOST_SEGMENTS;
      at += lacing.length;
      const isEnd = at >= segments.length;
      const flags =
        (isContinued ? IS_CONTINUED : 0) |
        (pages.length === 0 ? IS_FIRST : 0) |
        (isEnd && group === groups.length - 1 ? IS_LAST : 0);
      // A group that needs several pages is usually one long packet, which ends on the last of them.
      const granule = isEnd ? BigInt(packets.at(-1)?.granule ?? 0) : -1n;
      pages.push(writePage(flags, granule, pages.length, lacing, body.subarray(from, from + length)));
      from += length;
    } while (at < segments.length);
  });
  return Buffer.concat(pages);
}

/** Groups packets so that each group usually fits a page. */
function groupPackets(packets: readonly OggPacket[]): OggPacket[][] {
  const groups: OggPacket[][] = [];
  let segments = Infinity;
  for (const packet of packets) {
    const own = Math.floor(packet.bytes.length / 255) + 1;
    if (segments + own > MOST_SEGMENTS) {
      groups.push([]);
      segments = 0;
    }
    groups.at(-1)?.push(packet);
    segments += own;
  }
  return groups;
}

/** Returns the segments of a packet: full ones of 255 bytes, and a shorter one that ends it. */
function lace({ length }: Uint8Array): number[] {
  return [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255];
}

function writePage(
  flags: number,
  granule: bigint,
  sequence: number,
  lacing: readonly number[],
  body: Uint8Array,
): Uint8Array {
  const page = new Uint8Array(HEADER_BYTES + lacing.length + body.length);
  const view = new DataView(page.buffer);
  page.set(Buffer.from('OggS'));
  view.setUint8(5, flags);
  view.setBigInt64(6, granule, true);
  view.setUint32(14, 1, true);
  view.setUint32(18, sequence, true);
  view.setUint8(26, lacing.length);
  page.set(lacing, HEADER_BYTES);
  page.set(body, HEADER_BYTES + lacing.length);
  view.setUint32(22, oggCrc32(page, 0, page.length, 22), true);
  return page;
}
