import { isUtf8 } from 'node:buffer';
import { malformed } from '../faults.js';

export const BLOCK_BYTES = 512;

/** Kinds of tar entries by type flag (POSIX 1003.1, "ustar Interchange Format"; GNU's letters). */
export type TarKind = 'file' | 'folder' | 'link' | 'device' | 'pax' | 'pax-global' | 'long-name' | 'other';

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
  x: 'pax',
  g: 'pax-global',
  L: 'long-name',
};

export interface TarHeader {
  readonly kind: TarKind;
  readonly name: string;
  readonly nameIsValid: boolean;
  readonly size: number;
}

/** Returns null for a block of zeros; two of them end a tar. @throws SerenadeError `archive.malformed` */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  if (sumBytes(block) !== parseOctal(block, 148, 8))
    throw malformed('A header of the tar does not match its checksum.');
  const prefix =
    block.toString('latin1', 257, 263) === 'ustar\0' ? readText(block, 345, 155) : Buffer.alloc(0);
  const own = readText(block, 0, 100);
  const raw = prefix.length === 0 ? own : Buffer.concat([prefix, Buffer.from('/'), own]);
  const size = (block[124] ?? 0) & 0x80 ? parseBase256(block) : parseOctal(block, 124, 12);
  const kind = KINDS[String.fromCharCode(block[156] ?? 0)] ?? 'other';
  return { kind, name: raw.toString('utf8'), nameIsValid: isUtf8(raw), size };
}

/** Reads path and size from pax records, each of which is `length key=value\n`. */
export function parsePax(bytes: Buffer): { readonly path?: string; readonly size?: number } {
  const found: { path?: string; size?: number } = {};
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at + 1 || at + length > bytes.length)
      throw malformed('A pax record has an impossible length.');
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) found.path = value;
    if (record.startsWith('size=')) found.size = parseSize(value);
    at += length;
  }
  return found;
}

function parseSize(value: string): number {
  const size = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(size)) throw malformed('A pax size is not a number.');
  return size;
}

/** Computes the header's checksum: the sum of its bytes, with spaces in the checksum field. */
function sumBytes(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
  return sum;
}

function parseOctal(block: Buffer, at: number, length: number): number {
  const digits = block
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trimStart();
  if (!/^[0-7]*$/.test(digits)) throw malformed('A header of the tar contains an invalid number.');
  return digits === '' ? 0 : parseInt(digits, 8);
}

/** Parses GNU's format for sizes above 8 GiB: big-endian with the first bit set. */
function parseBase256(block: Buffer): number {
  let value = (block[124] ?? 0) & 0x7f;
  for (let at = 125; at < 136; at++) value = value * 256 + (block[at] ?? 0);
  if (!Number.isSafeInteger(value)) throw malformed('The size of an entry exceeds 2^53 bytes.');
  return value;
}

function readText(block: Buffer, at: number, length: number): Buffer {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}
