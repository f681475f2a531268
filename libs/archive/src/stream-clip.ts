import { crc32, createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import type { ManifestLine } from '#libs/contracts';
import { corrupt } from './faults.js';
import { findDataStart } from './local-header.js';
import { readExactly, type RandomAccessSource } from './source.js';
import { checkUnpacked, doesNotUnpack, longerThanStated, unsupportedCompression } from './unpack.js';
import { METHOD, LOCAL_HEADER } from './zip-format.js';

/** Number of bytes read at a time. */
const READ_BYTES = 256 * 1024;

/**
 * Yields the bytes of one clip while it unpacks, for clips that are too large for memory. Length and checksum are known
 * only at the end, so after an error the caller must discard what it derived from earlier bytes.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.encrypted`, `clip.unsupported_compression`, and what the source throws
 */
export async function* streamClip(
  source: RandomAccessSource,
  line: ManifestLine,
): AsyncGenerator<Uint8Array, void, undefined> {
  const start = await readDataStart(source, line);
  const end = start + line.compressedSize;
  if (end > source.size) throw corrupt('The clip reaches beyond the end of the archive.');
  let crc = 0;
  let size = 0;
  for await (const piece of unpackPieces(readPieces(source, start, end), line)) {
    size += piece.length;
    if (size > line.size) throw longerThanStated();
    crc = crc32(piece, crc);
    yield piece;
  }
  checkUnpacked(line, size, crc);
}

async function readDataStart(source: RandomAccessSource, line: ManifestLine): Promise<number> {
  const headerBytes = line.object === undefined ? LOCAL_HEADER.length : 0;
  const headerEnd = Math.min(source.size, line.offset + headerBytes);
  return findDataStart(await readExactly(source, line.offset, headerEnd), line);
}

async function* readPieces(
  source: RandomAccessSource,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = start; at < end; at += READ_BYTES) {
    yield await readExactly(source, at, Math.min(end, at + READ_BYTES));
  }
}

function unpackPieces(packed: AsyncIterable<Buffer>, line: ManifestLine): AsyncIterable<Buffer> {
  if (line.method === METHOD.stored) return packed;
  if (line.method === METHOD.deflated) return inflate(packed);
  throw unsupportedCompression(line);
}

async function* inflate(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const input = Readable.from(packed);
  const inflate = createInflateRaw({ chunkSize: READ_BYTES });
  input.once('error', (error) => inflate.destroy(error));
  try {
    for await (const piece of input.pipe(inflate)) yield piece as Buffer;
  } catch (error) {
    throw isZlibError(error) ? doesNotUnpack(error) : error;
  } finally {
    input.destroy();
    inflate.destroy();
  }
}

export function isZlibError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/**
 * Yields bytes `[start, end)` of one clip, for playback. It unpacks a packed clip from the beginning, and reads only these
 * bytes of a stored one. In that case it compares the checksum only if the range is the whole clip.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.encrypted`, `clip.unsupported_compression`, and what the source throws
 */
export async function* clipBytes(
  source: RandomAccessSource,
  line: ManifestLine,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const isWhole = start === 0 && end === line.size;
  if (line.method === METHOD.stored && !isWhole) yield* storedBytes(source, line, start, end);
  else yield* cut(streamClip(source, line), start, end);
}

async function* storedBytes(source: RandomAccessSource, line: ManifestLine, start: number, end: number) {
  const data = await readDataStart(source, line);
  yield* readPieces(source, data + start, Math.min(data + end, data + line.size, source.size));
}

async function* cut(pieces: AsyncIterable<Uint8Array>, start: number, end: number) {
  let at = 0;
  for await (const piece of pieces) {
    const from = Math.max(0, start - at);
    const to = Math.min(piece.length, end - at);
    if (from < to) yield piece.subarray(from, to);
    at += piece.length;
    if (at >= end && at > start && to < piece.length) return; // the range is complete
  }
}
