import type { Random } from '#libs/random';
import { oggCrc32 } from '../containers/crc.js';

const MAGICS = [
  'RIFF',
  'fLaC',
  'OggS',
  'ID3\x04',
  '\0\0\0\x20ftyp',
  '\xff\xfb\x90\x00',
  '\xff\xf1\x50\x80',
  'RF64',
  'FORM\0\0\x01\0AIFF',
  '.snd\0\0\0\x18',
  'caff\0\x01\0\0desc',
  'riff\x2e\x91\xcf\x11',
  '#!AMR\n\x3c',
  '\xd8',
  '\x1a\x45\xdf\xa3',
  '\0\0\0\x08wide',
];

/**
 * Returns one damaged clip: random bytes with or without a magic, or a valid clip that is cut, has changed bytes or
 * numbers, a lost or doubled stretch, or another clip joined to it. Half of the time Ogg pages get correct checksums, so
 * that damage reaches the decoders behind them.
 */
export function damageClip(clips: readonly Uint8Array[], random: Random): Uint8Array {
  const int = (bound: number): number => random.below(Math.max(1, bound));
  const kind = int(8);
  const valid = clips[int(clips.length)] ?? new Uint8Array();
  if (kind === 0) {
    const bytes = Uint8Array.from({ length: int(2000) }, () => int(256));
    const magic = MAGICS[int(2 * MAGICS.length)] ?? '';
    for (let i = 0; i < magic.length && i < bytes.length; i++) bytes[i] = magic.charCodeAt(i);
    return bytes;
  }
  if (kind === 1) return valid.subarray(0, int(valid.length + 1));
  const bytes = Uint8Array.from(valid); // a Buffer's slice() would be a view
  if (kind === 2) {
    const other = clips[int(clips.length)] ?? valid;
    return Buffer.concat([bytes.subarray(0, int(bytes.length)), other.subarray(int(other.length))]);
  }
  if (kind === 3) {
    const [from, length] = [int(bytes.length), int(200)];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
  }
  // Headers are at the beginning, so half of the damage goes there.
  const places = 1 + int(kind === 4 ? 1 : 30);
  for (let i = 0; i < places; i++) {
    const at = int(random.uniform() < 0.5 ? Math.min(200, bytes.length) : bytes.length);
    if (kind === 7 && at + 4 <= bytes.length) {
      const extremes = [0, 1, 0xffffffff, 0x7fffffff, 0x80000000, 10_000_000];
      new DataView(bytes.buffer).setUint32(at, extremes[int(extremes.length)] ?? 0, random.uniform() < 0.5);
    } else bytes[at] = int(256);
  }
  if (random.uniform() < 0.5) mendOggChecksums(bytes);
  return bytes;
}

/** Writes the correct checksum into each whole Ogg page. */
function mendOggChecksums(bytes: Uint8Array): void {
  for (let at = 0; at + 27 <= bytes.length;) {
    if (bytes[at] !== 0x4f || bytes[at + 1] !== 0x67) return;
    const body = at + 27 + (bytes[at + 26] ?? 0);
    const end = bytes.subarray(at + 27, body).reduce((sum, segment) => sum + segment, body);
    if (end > bytes.length) return;
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 22, oggCrc32(bytes, at, end, at + 22), true);
    at = end;
  }
}
