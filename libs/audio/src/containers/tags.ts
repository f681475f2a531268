import { truncatedClip } from '../clip-errors.js';
import { latin1 } from './sniff.js';

const ID3V1_BYTES = 128;
const ID3V1_EXTENSION_BYTES = 227;
const APE_HEADER_BYTES = 32;
const APE_IS_HEADER = 0x20000000;
/** A Lyrics3 tag ends within this many bytes (its size has six digits in version 2, and 5,100 bytes in version 1). */
const MOST_LYRICS_BYTES = 1_000_020;

/**
 * Returns the offset behind the ID3v2 tags at the beginning; 0 without a tag.
 *
 * @throws SerenadeError `clip.truncated` if a tag reaches beyond the bytes
 */
export function findEndOfId3v2(bytes: Uint8Array): number {
  const end = measureId3v2Tags(bytes);
  if (end <= bytes.length) return end;
  throw truncatedClip(`The clip ends after ${bytes.length} bytes, within its ID3 tag.`);
}

/** Returns the offset behind the ID3v2 tags at the beginning, also if the last one reaches beyond the bytes. */
export function measureId3v2Tags(bytes: Uint8Array): number {
  let at = 0;
  while (latin1(bytes, at, 3) === 'ID3') at = at + 10 > bytes.length ? at + 10 : at + measureId3v2(bytes, at);
  return at;
}

/**
 * Returns the offset behind the tags (ID3v1, ID3v2, APEv2, Lyrics3) and zeros that begin at `at`, or `at` itself. A tag
 * that reaches beyond the bytes ends with them.
 */
export function skipMetadata(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length) {
    const length = bytes[end] === 0 ? measureZeros(bytes, end) : measureTag(bytes, end);
    if (length === 0) break;
    end += length;
  }
  return Math.min(end, bytes.length);
}

/** Returns true if a tag or four zeros begin at `at`. */
export function startsMetadata(bytes: Uint8Array, at: number): boolean {
  return latin1(bytes, at, 4) === '\0\0\0\0' || measureTag(bytes, at) > 0;
}

/** Returns the size in bytes of the tag at `at`; 0 without a tag. */
function measureTag(bytes: Uint8Array, at: number): number {
  const magic = latin1(bytes, at, 11);
  if (magic.startsWith('ID3')) return measureId3v2(bytes, at);
  if (magic.startsWith('TAG+')) return ID3V1_EXTENSION_BYTES;
  if (magic.startsWith('TAG')) return ID3V1_BYTES;
  if (magic.startsWith('APETAGEX')) return measureApe(bytes, at);
  if (magic === 'LYRICSBEGIN') {
    const text = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + at,
      Math.min(MOST_LYRICS_BYTES, bytes.length - at),
    );
    const ends = ['LYRICS200', 'LYRICSEND']
      .map((end) => text.indexOf(end, 0, 'latin1'))
      .filter((end) => end >= 0);
    return ends.length === 0 ? bytes.length - at : Math.min(...ends) + 9;
  }
  return 0;
}

/** Measures a tag with its header and footer (id3.org, ID3v2.4 §3.1: the size is a number of four times seven bits). */
function measureId3v2(bytes: Uint8Array, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 6, at + 10);
  const hasFooter = ((bytes[at + 5] ?? 0) & 0x10) !== 0;
  return 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127) + (hasFooter ? 10 : 0);
}

/** Measures a tag that begins with its header, or a footer alone; the size excludes the header. */
function measureApe(bytes: Uint8Array, at: number): number {
  if (at + APE_HEADER_BYTES > bytes.length) return APE_HEADER_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, APE_HEADER_BYTES);
  const isHeader = (view.getUint32(20, true) & APE_IS_HEADER) !== 0;
  return APE_HEADER_BYTES + (isHeader ? view.getUint32(12, true) : 0);
}

function measureZeros(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] === 0) at++;
  return at - start;
}
