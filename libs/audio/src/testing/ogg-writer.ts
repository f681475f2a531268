import { oggCrc32 } from '../containers/crc.js';
import { readOggStream } from '../containers/ogg-pages.js';

/** A page as specs change it before it is written. */
export interface PageDraft {
  readonly packets: readonly Uint8Array[];
  readonly granule: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly sequence: number;
  readonly isHeader: boolean;
}

/**
 * Divides an Ogg file into new pages: each header has its own, and each other page has `perPage` packets.
 *
 * @param count returns the number of samples of a packet
 */
export function draftPages(
  bytes: Uint8Array,
  headers: number,
  count: (packet: Uint8Array) => number,
  perPage: number,
): PageDraft[] {
  const packets = readOggStream(bytes).links.flatMap(({ pages }) => pages.flatMap((page) => page.packets));
  const drafts: PageDraft[] = packets.slice(0, headers).map((packet, sequence) => ({
    ...{ packets: [packet], granule: 0, isLast: false, isHeader: true },
    ...{ isFirst: sequence === 0, sequence },
  }));
  let granule = 0;
  for (let at = headers; at < packets.length; at += perPage) {
    const some = packets.slice(at, at + perPage);
    granule += some.reduce((sum, packet) => sum + count(packet), 0);
    const isLast = at + perPage >= packets.length;
    drafts.push({ packets: some, granule, isLast, isFirst: false, sequence: drafts.length, isHeader: false });
  }
  return drafts;
}

export function writePages(drafts: readonly PageDraft[], serial = 1): Uint8Array {
  return Buffer.concat(drafts.map((draft) => writePage(draft, serial)));
}

function writePage({ packets, granule, isFirst, isLast, sequence }: PageDraft, serial: number): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [
    ...Array<number>(Math.floor(length / 255)).fill(255),
    length % 255,
  ]);
  const header = Buffer.alloc(27 + lacing.length);
  header.write('OggS', 0, 'latin1');
  header[5] = (isFirst ? 2 : 0) | (isLast ? 4 : 0);
  header.writeBigInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = lacing.length;
  header.set(lacing, 27);
  const page = Buffer.concat([header, ...packets]);
  page.writeUInt32LE(oggCrc32(page, 0, page.length, 22), 22);
  return page;
}
