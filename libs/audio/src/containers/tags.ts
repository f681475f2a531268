import type { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { truncatedClip } from '../clip-errors.js';

/**
 * Returns the offset behind the ID3v2 tags at the beginning; 0 without a tag (id3.org, ID3v2.4 §3.1: a size of four
 * times seven bits, without the header of 10 bytes and the optional footer of 10).
 *
 * @throws SerenadeError `clip.truncated` if a tag reaches beyond the bytes
 */
export function findEndOfId3v2(bytes: Uint8Array): number {
  let at = 0;
  while (latin1(bytes, at, 3) === 'ID3') {
    if (at + 10 > bytes.length) throw cutTag(bytes);
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 6, at + 10);
    const hasFooter = ((bytes[at + 5] ?? 0) & 0x10) !== 0;
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127) + (hasFooter ? 10 : 0);
    if (at > bytes.length) throw cutTag(bytes);
  }
  return at;
}

/** Returns true for a tag behind the sound (ID3v1, APEv2, Lyrics3, ID3v2) or padding with zeros at `at`. */
export function isTrailingTag(bytes: Uint8Array, at: number): boolean {
  if (latin1(bytes, at, 3) === 'TAG' && bytes.length - at <= 128 + 227) return true;
  if (latin1(bytes, at, 8) === 'APETAGEX' || latin1(bytes, at, 11) === 'LYRICSBEGIN') return true;
  if (latin1(bytes, at, 3) === 'ID3') return true;
  return bytes.subarray(at).every((byte) => byte === 0);
}

function cutTag(bytes: Uint8Array): SerenadeError {
  return truncatedClip(`The clip ends after ${bytes.length} bytes, within its ID3 tag.`);
}
