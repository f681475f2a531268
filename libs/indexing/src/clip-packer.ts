import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CodedError, ManifestLine } from '#libs/contracts';
import { TextObjectWriter, archiveKeys, type ObjectStore, type ObjectInfo } from '#libs/storage';
import { SHARD_BYTES, SHARD_CLIPS } from './shard-cutter.js';

/** A clip that arrives in a stream. */
export interface IncomingClip {
  readonly name: string;
  readonly size: number;
  bytes(): AsyncIterable<Uint8Array>;
}

export type PackedLine = Omit<ManifestLine, 'clip'>;

/** Accepts clips in sequence and returns where to read them later. */
export interface ClipKeeper<C extends IncomingClip = IncomingClip> {
  add(clip: C): Promise<PackedLine>;
  /** Adds an unreadable clip. It gets a number like any other clip, and takes no space. */
  addError(name: string, size: number, error: CodedError): Promise<PackedLine>;
  close?(): Promise<void>;
  /** Removes everything that was written. */
  abort?(): Promise<void>;
}

/**
 * Writes unchanged clips in sequence into objects, from which each can be read by its range. Objects end where shards
 * end, so reading a shard takes one read of one object.
 */
export class ClipPacker implements ClipKeeper {
  #object = 0;
  #writer: TextObjectWriter | null = null;
  #clips = 0;
  #bytes = 0;

  constructor(
    private readonly store: ObjectStore,
    private readonly archiveId: string,
  ) {}

  async add(clip: IncomingClip): Promise<PackedLine> {
    const { name, size } = clip;
    await this.#makeRoom(size);
    const key = archiveKeys.packed(this.archiveId, this.#object);
    this.#writer ??= new TextObjectWriter(this.store, key, 'application/octet-stream');
    const offset = this.#writer.bytes;
    const writer = this.#writer;
    const sums = await sumsOf(clip, (piece) => writer.write(piece));
    return { name, offset, compressedSize: size, size, method: 0, object: { key }, ...sums };
  }

  async addError(name: string, size: number, error: CodedError): Promise<PackedLine> {
    await this.#makeRoom(0);
    return refusedLine(name, size, error);
  }

  async close(): Promise<void> {
    await this.#writer?.close();
  }

  async abort(): Promise<void> {
    await this.#writer?.abort();
  }

  /** Starts a new object by the same rule as `ShardCutter`. */
  async #makeRoom(size: number): Promise<void> {
    const isFull = this.#clips >= SHARD_CLIPS || (this.#clips > 0 && this.#bytes + size > SHARD_BYTES);
    if (isFull) {
      await this.#writer?.close();
      this.#writer = null;
      this.#object += 1;
      this.#clips = 0;
      this.#bytes = 0;
    }
    this.#clips += 1;
    this.#bytes += size;
  }
}

/** Hashes a clip's bytes, which can be read once. */
export async function sumsOf(
  clip: IncomingClip,
  take: (piece: Uint8Array) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly crc32: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let crc = 0;
  for await (const piece of clip.bytes()) {
    hash.update(piece);
    crc = crc32(piece, crc);
    await take(piece);
  }
  return { crc32: crc, sha256: hash.digest('hex') };
}

export function refusedLine(name: string, size: number, error: CodedError): PackedLine {
  return { name, offset: 0, compressedSize: size, size, method: 0, crc32: 0, error: { ...error } };
}

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
}
