import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { corrupt } from './faults.js';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './limits.js';
import { findDataStart } from './local-header.js';
import { planReads, type PlannedRead } from './read-plan.js';
import { readExactly, type Allocate, type RandomAccessSource } from './source.js';
import { unpack } from './unpack.js';
import { LOCAL_HEADER } from './zip-format.js';

/** A clip's bytes, or the error that prevented reading them. */
export type ReadClip =
  | { readonly line: ManifestLine; readonly bytes: Uint8Array; readonly error?: never }
  | { readonly line: ManifestLine; readonly error: SerenadeError; readonly bytes?: never };

/**
 * Reads clips in the order of `lines`, with one read for several neighbors. A damaged clip yields its error and does not
 * affect its neighbors. An error of the source ends the generator, because no clip caused it.
 *
 * Memory holds one block (`readBytes`, or one larger clip) and one unpacked clip. The bytes of a stored clip are a view
 * of the block: copy them if you need them after the next step. Run this in a worker thread, because unpacking and CRC
 * are synchronous.
 *
 * @param allocate returns the memory of a block, which may be the same each time
 */
export async function* readClips(
  source: RandomAccessSource,
  lines: readonly ManifestLine[],
  { allocate, ...limits }: Partial<ReadLimits> & { readonly allocate?: Allocate } = {},
): AsyncGenerator<ReadClip, void, undefined> {
  for (const read of planReads(lines, source.size, { ...DEFAULT_READ_LIMITS, ...limits })) {
    const block = await readExactly(source, read.start, read.end, allocate);
    for (const { line, refusal } of read.clips) {
      yield refusal === null ? await readClip(source, block, read, line) : { line, error: refusal };
    }
  }
}

async function readClip(
  source: RandomAccessSource,
  block: Buffer,
  read: PlannedRead,
  line: ManifestLine,
): Promise<ReadClip> {
  try {
    const packed = await findPackedBytes(source, block, read.start, line);
    return { line, bytes: unpack(packed, line) };
  } catch (error) {
    if (error instanceof SerenadeError && error.code.startsWith('clip.')) return { line, error };
    throw error;
  }
}

/** Returns the clip's data from the block. Reads it again if its local header is longer than planned. */
async function findPackedBytes(
  source: RandomAccessSource,
  block: Buffer,
  blockStart: number,
  line: ManifestLine,
): Promise<Buffer> {
  const at = line.offset - blockStart;
  const start = findDataStart(block.subarray(at, at + LOCAL_HEADER.length), line);
  const end = start + line.compressedSize;
  if (end > source.size) throw corrupt('The clip reaches beyond the end of the archive.');
  if (end <= blockStart + block.length) return block.subarray(start - blockStart, end - blockStart);
  return readExactly(source, start, end);
}
