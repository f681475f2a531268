import type { CodedError } from '#libs/contracts';
import type { ObjectInfo } from '#libs/storage';
import { refusedLine, sumsOf, type ClipKeeper, type IncomingClip, type PackedLine } from './clip-packer.js';

interface PlacedClip extends IncomingClip {
  /** Offset of its bytes in the object. */
  readonly offset: number;
}

/** Leaves clips in place, in an uncompressed object of a bucket that Serenade does not own. */
export class ClipsInPlace implements ClipKeeper<PlacedClip> {
  constructor(private readonly source: ObjectInfo) {}

  async add(clip: PlacedClip): Promise<PackedLine> {
    const { key, etag } = this.source;
    const { name, offset, size } = clip;
    const sums = await sumsOf(clip);
    return { name, offset, compressedSize: size, size, method: 0, object: { key, etag }, ...sums };
  }

  addError(name: string, size: number, error: CodedError): Promise<PackedLine> {
    return Promise.resolve(refusedLine(name, size, error));
  }

  async close(): Promise<void> {
    // nothing was written
  }

  async abort(): Promise<void> {
    // nothing was written
  }
}
