import { BLOCK_BYTES, parseField, type TarHeader } from './tar-header.js';
import type { ByteReader } from './byte-reader.js';

/** The parts of a sparse file that are stored; zeros fill the rest of its real size. */
export interface SparseMap {
  readonly realSize: number;
  /** Offsets and lengths of the stored parts in turn; null if the map precedes the data (GNU format 1.0). */
  readonly numbers: readonly number[] | null;
}

/** A sparse file with a checked map. */
export interface SparseFile {
  readonly realSize: number;
  readonly parts: readonly { readonly offset: number; readonly length: number }[];
}

/** Limit on the stored parts of one file, whose map is held in memory. */
const MOST_PARTS = 100_000;
const ZEROS = Buffer.alloc(64 * 1024);

/** Reads the map of GNU's own format (type S): four parts in the header, the others in blocks behind it. */
export async function readOldMap(reader: ByteReader, { block }: TarHeader): Promise<SparseMap> {
  const numbers: number[] = [];
  const takeParts = (from: Buffer, at: number, count: number) => {
    for (let part = 0; part < count; part++) {
      const [offset, length] = [at + 24 * part, at + 24 * part + 12];
      if ((from[length] ?? 0) !== 0) numbers.push(parseField(from, offset, 12), parseField(from, length, 12));
    }
  };
  takeParts(block, 386, 4);
  let isExtended = block[482] === 1;
  while (isExtended && numbers.length < 2 * MOST_PARTS) {
    const more = await reader.take(BLOCK_BYTES);
    if (more.length < BLOCK_BYTES) break;
    takeParts(more, 0, 21);
    isExtended = more[504] === 1;
  }
  return { realSize: parseField(block, 483, 12), numbers };
}

/**
 * Reads the map that precedes the data in GNU format 1.0: the number of parts, then offset and length of each, in decimal
 * lines that fill whole blocks. Returns null if it is damaged.
 *
 * @returns the numbers, and the size of the map in bytes
 */
export async function readMapInData(
  reader: ByteReader,
  storedSize: number,
): Promise<{ readonly numbers: number[]; readonly bytes: number } | null> {
  let text = '';
  let bytes = 0;
  const most = Math.min(storedSize, 32 * MOST_PARTS);
  while (bytes < most) {
    text += (await reader.take(BLOCK_BYTES)).toString('latin1');
    bytes += BLOCK_BYTES;
    const lines = text.split('\n').slice(0, -1);
    const wanted = 1 + 2 * Number(lines[0] ?? NaN);
    if (!(wanted <= 1 + 2 * MOST_PARTS) && lines.length > 0) return null;
    if (lines.length >= wanted) return { numbers: lines.slice(1, wanted).map(Number), bytes };
  }
  return null;
}

/** Checks a map: its parts lie in order within the real size and fill the stored size. Returns null if not. */
export function checkMap(
  realSize: number,
  numbers: readonly number[],
  storedSize: number,
): SparseFile | null {
  const parts: { offset: number; length: number }[] = [];
  let end = 0;
  let stored = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    const [offset = NaN, length = NaN] = numbers.slice(at, at + 2);
    if (!(Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= end && length >= 0))
      return null;
    parts.push({ offset, length });
    end = offset + length;
    stored += length;
  }
  return end <= realSize && stored === storedSize && parts.length <= MOST_PARTS ? { realSize, parts } : null;
}

/** Yields the bytes of a sparse file. `stored` yields the next bytes of its stored parts. */
export async function* fillHoles(
  { realSize, parts }: SparseFile,
  stored: (length: number) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for (const { offset, length } of parts) {
    yield* zeros(offset - at);
    yield* stored(length);
    at = offset + length;
  }
  yield* zeros(realSize - at);
}

function* zeros(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}
