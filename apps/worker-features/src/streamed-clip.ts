import { createHash, type Hash } from 'node:crypto';
import { streamClip, type RandomAccessSource } from '#libs/archive';
import { buildRawHeader, isSampleFile, sampleStreamSource } from '#libs/audio';
import type { ManifestLine } from '#libs/contracts';
import type { StreamedClip } from '#libs/features';

/** Clips of this size or more are read as streams, if their features can be computed piece by piece. */
export const LARGE_BYTES = 16 * 1024 ** 2;

/**
 * Opens a large file of samples in an archive as a stream. The other codecs need no streams: even hours of audio fit into memory.
 *
 * @returns null for any other clip, and for one whose beginning cannot be read; reading the whole clip reports its error
 */
export async function openStreamedClip(
  archive: RandomAccessSource,
  line: ManifestLine | undefined,
): Promise<StreamedClip | null> {
  if (line === undefined || !(await startsWithSamples(archive, line))) return null;
  const header = line.raw === undefined ? new Uint8Array() : buildRawHeader(line.raw, line.size);
  let hash: Hash = createHash('sha256');
  const open = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    hash = createHash('sha256').update(header);
    if (header.length > 0) yield header;
    for await (const piece of streamClip(archive, line)) {
      hash.update(piece);
      yield piece;
    }
  };
  return {
    source: sampleStreamSource(open, header.length + line.size),
    sha256: () => hash.copy().digest('hex'),
  };
}

async function startsWithSamples(archive: RandomAccessSource, line: ManifestLine): Promise<boolean> {
  if (line.raw !== undefined) return true;
  try {
    for await (const piece of streamClip(archive, line)) return isSampleFile(piece);
  } catch {
    return false; // reading the whole clip reports the error
  }
  return false;
}
