import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CodedError, ManifestLine } from '#libs/contracts';
import { TextObjectWriter, archiveKeys, type ObjectStore } from '#libs/storage';
import { SHARD_BYTES, SHARD_CLIPS } from './shard-cutter.js';

/** A clip that comes in a stream, to be packed. */
export interface IncomingClip {
  readonly name: string;
  readonly size: number;
  bytes(): AsyncIterable<Uint8Array>;
}

export type PackedLine = Omit<ManifestLine, 'clip'>;

/** Takes clips that come one behind another, and says where they are to be read later. */
export interface ClipKeeper<C extends IncomingClip = IncomingClip> {
  add(clip: C): Promise<PackedLine>;
  /** A clip that cannot be read takes its place among the others, and no room. */
  addError(name: string, size: number, error: CodedError): Promise<PackedLine>;
  close(): Promise<void>;
  /** Nothing is left of what was begun. */
  abort(): Promise<void>;
}

/**
 * Writes clips that come one behind another into objects of a shard's size, each clip as it is, so that any of them can be
 * read by its range later. Objects end where shards end: a shard is one read of one object.
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

  /** Packs the clip's bytes. Memory is one piece of the stream and what the store holds of an upload. */
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

  /** The rule of `ShardCutter`. */
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

/** Hashes of the clip's bytes, which go by once. */
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
