import { SerenadeError } from '#libs/contracts';
import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';
import { oggCrc32 } from './crc.js';
import { latin1 } from './sniff.js';
import { skipMetadata } from './tags.js';

/** A page of a logical stream. */
export interface OggPage {
  /** The packets that end on the page. */
  readonly packets: readonly Uint8Array[];
  /** Number of samples up to the end of the page, as its writer counts them; null if no packet ends on it. */
  readonly granule: number | null;
  /** Range of the page in bytes. */
  readonly start: number;
  readonly end: number;
}

/** A logical stream. A chained file has several, one behind another. */
export interface OggLink {
  readonly pages: OggPage[];
  /** True if the last page has the flag of a last page. */
  isEnded: boolean;
  /** True if the numbers of the pages leave some out. */
  isHoled: boolean;
}

/** The logical streams of an Ogg file. */
export interface OggStream {
  readonly bytes: Uint8Array;
  readonly links: readonly OggLink[];
  /** Number of bytes outside of the pages of these streams that are not tags or zeros. */
  readonly unreadBytes: number;
  /** The error that ended the last stream early; the packets before it can be decoded. */
  readonly error: SerenadeError | null;
}

const HEADER_BYTES = 27;
const SEGMENT_FULL = 255;
/** Vorbis has three packets of headers, Opus two. */
const MOST_HEADERS = 3;
/** A damaged file may have this many damaged pages. Each costs a checksum of up to 64 kB. */
const MOST_BAD_PAGES = 100;

interface Page {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isContinued: boolean;
  /** -1n if no packet ends on this page. */
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  readonly lacing: Uint8Array;
  readonly bodyStart: number;
  readonly end: number;
}

/**
 * Reads all pages (RFC 3533 §6) of one stream, or of several that follow one another. A page that does not match its
 * checksum, and bytes between pages, count as unread. A stream whose last page has no end flag ends with the file.
 *
 * @throws SerenadeError `clip.truncated` or `clip.malformed` if the first page is not whole, `clip.unsupported_codec` for
 *   streams that alternate
 */
export function readOggStream(bytes: Uint8Array): OggStream {
  const links: OggLink[] = [];
  let partial: Uint8Array[] = [];
  let serial = 0;
  let sequence = 0;
  let badPages = 0;
  let unreadBytes = 0;
  let error: SerenadeError | null = null;
  for (let at = 0; at < bytes.length;) {
    const page = tryPage(bytes, at);
    if (page instanceof SerenadeError) {
      if (at === 0 || ++badPages > MOST_BAD_PAGES) throw page;
      const next =
        skipMetadata(bytes, at) === bytes.length ? bytes.length : findPage(bytes, at + 1, MOST_BAD_PAGES);
      if (next === null && page.code === 'clip.truncated') {
        error = page;
        break;
      }
      if (next !== bytes.length) unreadBytes += (next ?? bytes.length) - at;
      partial = [];
      at = next ?? bytes.length;
      continue;
    }
    let link = links.at(-1);
    if (page.isFirst) {
      // Streams that alternate begin with all their first pages.
      if (link?.pages.length === 1) throw otherStream(at);
      link = { pages: [], isEnded: false, isHoled: false };
      links.push(link);
      ({ serial, sequence } = page);
      partial = [];
    }
    if (link === undefined) throw malformedClip('The Ogg stream does not begin with a first page.');
    if (page.serial !== serial || link.isEnded) unreadBytes += page.end - at;
    else {
      const { packets, rest } = takePackets(bytes, page, partial);
      partial = rest;
      const granule = page.granule < 0n ? null : Number(page.granule);
      link.pages.push({ packets, granule, start: at, end: page.end });
      link.isEnded = page.isLast;
      link.isHoled ||= page.sequence !== sequence;
      sequence = (page.sequence + 1) >>> 0;
    }
    at = page.end;
  }
  const last = links.at(-1);
  if (error === null && last !== undefined && !last.isEnded && countPackets(last) <= MOST_HEADERS)
    error = cut(bytes);
  return { bytes, links, unreadBytes, error };
}

function countPackets({ pages }: OggLink): number {
  return pages.reduce((sum, { packets }) => sum + packets.length, 0);
}

/** Returns the pages without the first `count` packets, from the first page with another packet on. */
export function dropHeaders(pages: readonly OggPage[], count: number): OggPage[] {
  let left = count;
  return pages.flatMap((page) => {
    if (left <= 0) return [page];
    const packets = page.packets.slice(left);
    left -= page.packets.length;
    return packets.length === 0 ? [] : [{ ...page, packets }];
  });
}

/** Splits a page into packets. A packet that began on a lost page is dropped. */
function takePackets(bytes: Uint8Array, page: Page, begun: readonly Uint8Array[]) {
  const packets: Uint8Array[] = [];
  let partial = page.isContinued ? [...begun] : [];
  let isLost = page.isContinued && begun.length === 0;
  let from = page.bodyStart;
  let length = 0;
  for (const segment of page.lacing) {
    length += segment;
    if (segment === SEGMENT_FULL) continue;
    if (!isLost) packets.push(joinParts([...partial, bytes.subarray(from, from + length)]));
    isLost = false;
    partial = [];
    from += length;
    length = 0;
  }
  if (length > 0) partial.push(bytes.subarray(from, from + length));
  return { packets, rest: partial };
}

/** Finds the next whole page, but gives up after `tries` pages that are damaged; null without one. */
function findPage(bytes: Uint8Array, from: number, tries: number): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = view.indexOf('OggS', from, 'latin1'); at >= 0; at = view.indexOf('OggS', at + 1, 'latin1')) {
    if (!(tryPage(bytes, at) instanceof SerenadeError)) return at;
    if (--tries < 0) return null;
  }
  return null;
}

function tryPage(bytes: Uint8Array, at: number): Page | SerenadeError {
  try {
    return readPage(bytes, at);
  } catch (error) {
    if (error instanceof SerenadeError) return error;
    throw error;
  }
}

export function readPage(bytes: Uint8Array, at: number): Page {
  const segments = bytes[at + 26] ?? 0;
  const bodyStart = at + HEADER_BYTES + segments;
  if (latin1(bytes, at, 4) !== 'OggS'.slice(0, bytes.length - at)) {
    throw malformedClip(`The clip has no Ogg page at byte ${at}.`);
  }
  if (bodyStart > bytes.length) throw cut(bytes);
  if (bytes[at + 4] !== 0) throw malformedClip(`The Ogg page at byte ${at} has no version 0.`);
  const lacing = bytes.subarray(at + HEADER_BYTES, bodyStart);
  const end = lacing.reduce((sum, segment) => sum + segment, bodyStart);
  if (end > bytes.length) throw cut(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  if (view.getUint32(22, true) !== oggCrc32(bytes, at, end, at + 22)) {
    throw malformedClip(`The Ogg page at byte ${at} does not match its checksum.`);
  }
  const flags = view.getUint8(5);
  return {
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: view.getBigInt64(6, true),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    lacing,
    bodyStart,
    end,
  };
}

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

function cut(bytes: Uint8Array): SerenadeError {
  return truncatedClip(`The Ogg stream ends after ${bytes.length} bytes, before its last page.`);
}

export function otherStream(at: number): SerenadeError {
  const text = `Another Ogg stream begins at byte ${at}; a clip of several streams is not supported.`;
  return unsupportedClip(text);
}
