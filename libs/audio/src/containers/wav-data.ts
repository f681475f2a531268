import type { ClipWarning, SerenadeError } from '#libs/contracts';
import { truncatedClip } from '../clip-errors.js';
import { latin1 } from './sniff.js';
import { skipMetadata } from './tags.js';

/** The readable range of a data chunk. */
export interface Extent {
  readonly start: number;
  readonly bytes: number;
  /** The error of a chunk that is shorter than it promises by more than a wrong header explains. */
  readonly cut: SerenadeError | null;
  readonly warning: ClipWarning | null;
}

/** Facts about a data chunk and the file around it; all sizes are in bytes. */
export interface DataChunk {
  /** The file, or its beginning. */
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  /** Offset of the content. */
  readonly start: number;
  /** Size of the content as the header states it. */
  readonly promised: number;
  readonly isRiffSizeTrue: boolean;
}

/** Headers that writers count as data by mistake: that of a plain WAV file, and the same without `RIFF` and its size. */
const COUNTED_HEADERS = [44, 36];
/** A chunk may also promise a little more than there is: a share of its size, up to this many bytes. */
const MOST_MISSING = 44;
const MOST_MISSING_SHARE = 0.01;

/** Finds the readable range of the data chunk. A wrong size is corrected where the rest of the file shows what is meant. */
export function findDataExtent(chunk: DataChunk): Extent {
  const { totalBytes, start, promised } = chunk;
  const available = totalBytes - start;
  const toEnd = { start, bytes: available, cut: null, warning: null };
  if (promised === 0 && !chunk.isRiffSizeTrue) return toEnd;
  if (promised === 0 && isSoundBehind(chunk)) {
    const message = `The WAV header states a data chunk of 0 bytes; its ${available} bytes were read.`;
    return { ...toEnd, warning: { code: 'clip.header_wrong', message } };
  }
  if (promised <= available) return { start, bytes: promised, cut: null, warning: null };
  if (isPlaceholder(promised)) return toEnd;
  const error = truncatedChunk('data', promised, available);
  const { message } = error;
  if (countsHeader(chunk)) return { ...toEnd, warning: { code: 'clip.header_wrong', message } };
  const missing = promised - available;
  const isNegligible = missing <= MOST_MISSING && missing <= MOST_MISSING_SHARE * promised;
  if (isNegligible) return { ...toEnd, warning: { code: 'clip.truncated', message } };
  return { ...toEnd, cut: error };
}

/** Returns true for a size that a writer leaves if it cannot seek back: 2^31 or 2^32, give or take a header. */
function isPlaceholder(size: number): boolean {
  return (size >= 0x7ffff000 && size <= 0x80001000) || (size >= 0xfffff000 && size <= 0xffffffff);
}

/** Returns true if a writer took the size of the file, or of its data and header, for that of the data. */
function countsHeader({ totalBytes, start, promised }: DataChunk): boolean {
  const available = totalBytes - start;
  if (promised === totalBytes || promised === totalBytes - 8) return true;
  return COUNTED_HEADERS.some((header) => promised === available + header) && available >= 44;
}

/** Returns true if the bytes behind an empty data chunk are no chunks. */
function isSoundBehind({ bytes, totalBytes, start }: DataChunk): boolean {
  return countUnreadBehind(bytes, start, totalBytes) > 0;
}

/**
 * Counts the bytes from `at` on that are neither chunks nor tags nor zeros. A second data chunk counts too.
 *
 * @param bytes the file, or its beginning: a chunk that reaches beyond them ends the count
 */
export function countUnreadBehind(bytes: Uint8Array, at: number, totalBytes: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let unread = 0;
  for (let offset = at; offset < bytes.length;) {
    const behind = skipMetadata(bytes, offset);
    if (behind > offset) {
      offset = behind;
      continue;
    }
    const id = latin1(bytes, offset, 4);
    const size = offset + 8 > bytes.length ? Infinity : view.getUint32(offset + 4, true);
    if (!isChunkId(id) || offset + 8 + size > totalBytes) return unread + totalBytes - offset;
    if (id === 'data') unread += size;
    offset += 8 + size + (size % 2);
  }
  return unread;
}

/** Counts unknown bytes behind a data chunk that ends at `end`. Some writers leave out the pad byte of an odd chunk. */
export function countUnreadTail(bytes: Uint8Array, end: number, totalBytes: number, isOdd: boolean): number {
  const unread = countUnreadBehind(bytes, end, totalBytes);
  return isOdd && unread > 0 ? Math.min(unread, countUnreadBehind(bytes, end + 1, totalBytes)) : unread;
}

/** Returns true for four printable characters of ASCII. */
export function isChunkId(id: string): boolean {
  return /^[\x20-\x7e]{4}$/.test(id);
}

export function truncatedChunk(id: string, promised: number, available: number): SerenadeError {
  const shown = JSON.stringify(id.replace(/[^\x20-\x7e]/g, '?'));
  return truncatedClip(`The WAV chunk ${shown} promises ${promised} bytes, but has ${available}.`);
}
