import { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { oggCrc32 } from './crc.js';
import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';

/** The packets of an Ogg file's one logical stream. */
export interface OggStream {
  readonly packets: readonly Uint8Array[];
  /** The whole pages as a view of the clip, for decoders that read pages. */
  readonly pages: Uint8Array;
  /** Number of samples up to the end of the last page that states it; null if none does. */
  readonly lastGranule: number | null;
  /** The error that ended the stream early; the packets before it can be decoded. */
  readonly error: SerenadeError | null;
}

const HEADER_BYTES = 27;
const SEGMENT_FULL = 255;

interface Page {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isContinued: boolean;
  /** -1n if no packet ends on this page. */
  readonly granule: bigint;
  readonly serial: number;
  readonly lacing: Uint8Array;
  readonly bodyStart: number;
  readonly end: number;
}

/**
 * Reads all pages (RFC 3533 §6). Each must match its checksum and belong to one logical stream, and the last one must
 * have the end flag.
 *
 * @throws SerenadeError `clip.truncated` or `clip.malformed` if the first page is not whole
 */
export function readOggStream(bytes: Uint8Array): OggStream {
  const packets: Uint8Array[] = [];
  let partial: Uint8Array[] = [];
  let serial: number | null = null;
  let lastGranule: number | null = null;
  let at = 0;
  let error: SerenadeError | null = null;
  let isOver = false;
  while (!isOver) {
    let page: Page;
    try {
      page = readPage(bytes, at);
      if (serial !== null && (page.serial !== serial || page.isFirst)) throw otherStream(at);
    } catch (reason) {
      if (!(reason instanceof SerenadeError) || at === 0) throw reason;
      error = reason;
      break;
    }
    serial ??= page.serial;
    if (!page.isContinued) partial = [];
    let from = page.bodyStart;
    let length = 0;
    for (const segment of page.lacing) {
      length += segment;
      if (segment === SEGMENT_FULL) continue;
      packets.push(joinParts([...partial, bytes.subarray(from, from + length)]));
      partial = [];
      from += length;
      length = 0;
    }
    if (length > 0) partial.push(bytes.subarray(from, from + length));
    if (page.granule >= 0n) lastGranule = Number(page.granule);
    isOver = page.isLast;
    at = page.end;
  }
  if (isOver && at < bytes.length && !bytes.subarray(at).every((byte) => byte === 0)) error = otherStream(at);
  return { packets, pages: bytes.subarray(0, at), lastGranule, error };
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
