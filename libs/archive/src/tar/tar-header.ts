import { malformed } from '../faults.js';

export const BLOCK_BYTES = 512;

/** Kinds of tar entries by type flag (POSIX 1003.1, "ustar Interchange Format"; GNU's letters). */
export type TarKind = EntryKind | 'sparse' | 'pax' | 'long-name' | 'skipped';
export type EntryKind = 'file' | 'folder' | 'link' | 'device' | 'other';

const KINDS: Readonly<Record<string, TarKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '6': 'device', // a FIFO
  '5': 'folder',
  S: 'sparse',
  x: 'pax',
  X: 'pax', // Solaris
  L: 'long-name',
  K: 'skipped', // the long target of a link
  g: 'skipped', // pax records about all entries
  V: 'skipped', // the name of the volume
};

export interface TarHeader {
  readonly kind: TarKind;
  readonly name: Buffer;
  readonly size: number;
  /** False if no data follows the header, whatever its size says. */
  readonly hasData: boolean;
  readonly block: Buffer;
}

/** Returns null for a block of zeros; two of them end a tar. @throws SerenadeError `archive.malformed` */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (isZeros(block)) return null;
  if (!hasTarChecksum(block)) throw malformed('A header of the tar does not match its checksum.');
  // The format of 1979, v7, has neither the mark nor a prefix.
  const hasPrefix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = hasPrefix ? readText(block, 345, 155) : Buffer.alloc(0);
  const own = readText(block, 0, 100);
  const name = prefix.length === 0 ? own : Buffer.concat([prefix, Buffer.from('/'), own]);
  const kind = KINDS[String.fromCharCode(block[156] ?? 0)] ?? 'other';
  // In v7, only the slash tells a folder from a file.
  const isFolder = kind === 'file' && name.at(-1) === 0x2f;
  const hasData = kind !== 'folder' && kind !== 'link' && kind !== 'device';
  return { kind: isFolder ? 'folder' : kind, name, size: parseField(block, 124, 12), hasData, block };
}

export function isZeros(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

/** Returns true for the header of an entry, of any kind of tar. */
export function hasTarChecksum(block: Buffer): boolean {
  const stated = block.toString('latin1', 148, 156);
  if (block[0] === 0 || !/^ *[0-7]{1,7}[\0 ]*$/.test(stated)) return false;
  return sumBytes(block) === parseInt(stated.trim(), 8);
}

/** Computes the header's checksum: the sum of its bytes, with spaces in the checksum field. */
function sumBytes(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
  return sum;
}

/** Parses a number: in octal digits, or for large ones in GNU's format, big-endian with the first bit set. */
export function parseField(block: Buffer, at: number, length: number): number {
  const field = block.subarray(at, at + length);
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = field.reduce((sum, byte, index) => sum * 256 + (index === 0 ? byte & 0x7f : byte), 0);
    if (!Number.isSafeInteger(value)) throw malformed('The size of an entry exceeds 2^53 bytes.');
    return value;
  }
  const digits = field.toString('latin1').replace(/[\0 ].*$/s, (rest) => (/^[\0 ]*$/.test(rest) ? '' : rest));
  const octal = digits.trim();
  if (!/^[0-7]*$/.test(octal)) throw malformed('A header of the tar contains an invalid number.');
  return octal === '' ? 0 : parseInt(octal, 8);
}

function readText(block: Buffer, at: number, length: number): Buffer {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}
