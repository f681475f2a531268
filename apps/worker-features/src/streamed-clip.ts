import { createHash, type Hash } from 'node:crypto';
import { streamClip, type RandomAccessSource } from '#libs/archive';
import { isWav, wavStreamSource } from '#libs/audio';
import type { ManifestLine } from '#libs/contracts';
import type { StreamedClip } from '#libs/features';

/** Clips from this size on are read as streams, where what is made of them can be made piece by piece. */
export const LARGE_BYTES = 16 * 1024 ** 2;

/**
 * Opens a large clip of an archive as a stream. Only WAV is read so: the other codecs make clips of hours small enough
 * to be held.
 *
 * @returns null for every other clip, and for one that cannot even be begun, which the reader of whole clips will report
 */
export async function openStreamedClip(
  archive: RandomAccessSource,
  line: ManifestLine | undefined,
): Promise<StreamedClip | null> {
  if (line === undefined || !(await beginsLikeWav(archive, line))) return null;
  let hash: Hash = createHash('sha256');
  const open = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    hash = createHash('sha256');
    for await (const piece of streamClip(archive, line)) {
      hash.update(piece);
      yield piece;
    }
  };
  return { source: wavStreamSource(open, line.size), sha256: () => hash.copy().digest('hex') };
}

async function beginsLikeWav(archive: RandomAccessSource, line: ManifestLine): Promise<boolean> {
  try {
    for await (const piece of streamClip(archive, line)) return isWav(piece);
  } catch {
    return false; // read whole, it gives its error
  }
  return false;
}
