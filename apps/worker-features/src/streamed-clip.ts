import { createHash, type Hash } from 'node:crypto';
import { streamClip, type RandomAccessSource } from '#libs/archive';
import { buildRawHeader, openPieces } from '#libs/audio';
import type { ManifestLine } from '#libs/contracts';
import type { StreamedClip } from '#libs/features';

/** Clips of this size or more are read as streams, if their features can be computed piece by piece. */
export const LARGE_BYTES = 16 * 1024 ** 2;

/**
 * Opens a large clip of an archive as a stream.
 *
 * @param onPiece is called for each piece of the clip
 * @returns null for a format that cannot be decoded as a stream, and for a clip whose beginning cannot be read; reading
 *   the whole clip reports its error
 */
export async function openStreamedClip(
  archive: RandomAccessSource,
  line: ManifestLine | undefined,
  onPiece: () => void = () => undefined,
): Promise<StreamedClip | null> {
  if (line === undefined) return null;
  const header = line.raw === undefined ? new Uint8Array() : buildRawHeader(line.raw, line.size);
  let hash: Hash = createHash('sha256');
  const open = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    hash = createHash('sha256').update(header);
    if (header.length > 0) yield header;
    for await (const piece of streamClip(archive, line)) {
      hash.update(piece);
      onPiece();
      yield piece;
    }
  };
  const source = await openPieces(open, header.length + line.size);
  return source === null ? null : { source, sha256: () => hash.copy().digest('hex') };
}
