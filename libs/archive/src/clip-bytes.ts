import type { ManifestLine } from '#libs/contracts';
import { findDataStart } from './local-header.js';
import { readExactly, type RandomAccessSource } from './source.js';
import { streamClip } from './stream-clip.js';
import { LOCAL_HEADER, METHOD } from './zip-format.js';

/** Number of bytes read at a time. */
const READ_BYTES = 256 * 1024;

/**
 * Yields bytes `[start, end)` of one clip, for playback. For a stored clip it reads only these bytes, and checks the
 * checksum only when the range is the whole clip. It unpacks a packed clip from the beginning.
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
  const headerBytes = line.object === undefined ? LOCAL_HEADER.length : 0;
  const headerEnd = Math.min(source.size, line.offset + headerBytes);
  const data = findDataStart(await readExactly(source, line.offset, headerEnd), line);
  const last = Math.min(data + end, data + line.size, source.size);
  for (let at = data + start; at < last; at += READ_BYTES)
    yield await readExactly(source, at, Math.min(last, at + READ_BYTES));
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
