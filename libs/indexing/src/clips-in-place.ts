import type { CodedError } from '#libs/contracts';
import type { ObjectInfo } from '#libs/storage';
import { refusedLine, sumsOf, type ClipKeeper, type IncomingClip, type PackedLine } from './clip-packer.js';

interface PlacedClip extends IncomingClip {
  /** Where its bytes begin in the object. */
  readonly offset: number;
}

/** Leaves clips where they stand: in an object that is not packed as a whole and belongs to somebody else. */
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
    // nothing was begun
  }

  async abort(): Promise<void> {
    // nothing was begun
  }
}
