import { createHash } from 'node:crypto';
import { canonicalJson, type ManifestLine, type ShardLine } from '#libs/contracts';

/**
 * A shard has at most this many clips, which unpack to at most this many bytes unless it has one clip. One job holds a
 * shard in memory. These are no settings, because two workers that index the same archive must cut it in the same way.
 */
export const SHARD_CLIPS = 64;
export const SHARD_BYTES = 24 * 1024 ** 2;

/**
 * Cuts a manifest into shards while it is written. The caller must add all lines in order, each with its end offset in
 * the manifest.
 */
export class ShardCutter {
  ordinal = 0;
  private firstClip = 0;
  private clips = 0;
  private bytes = 0;
  private start = 0;
  private end = 0;
  private identities: string[] = [];

  /** @param archiveSha256 identifies the bytes of a clip together with its place, see `identityOf` */
  constructor(private readonly archiveSha256: string) {}

  /** Adds a line whose text ends at `end`. Returns the previous shard if the line starts a new one. */
  add(line: ManifestLine, end: number): ShardLine | null {
    const unpacked = unpackedBytes(line);
    const isFull = this.clips >= SHARD_CLIPS || (this.clips > 0 && this.bytes + unpacked > SHARD_BYTES);
    const shard = isFull ? this.cut() : null;
    this.clips += 1;
    this.bytes += unpacked;
    this.end = end;
    this.identities.push(this.identityOf(line));
    return shard;
  }

  /** Returns the last shard; null if it has no lines. */
  finish(): ShardLine | null {
    return this.clips === 0 ? null : this.cut();
  }

  private cut(): ShardLine {
    const { ordinal, firstClip, clips, start, end, identities } = this;
    const contentHash = createHash('sha256').update(identities.join('')).digest('hex');
    this.ordinal += 1;
    this.firstClip += clips;
    this.clips = 0;
    this.bytes = 0;
    this.start = end;
    this.identities = [];
    return { ordinal, firstClip, clips, start, end, contentHash };
  }

  /** Identifies a clip by the hash of its bytes, or else by its place. Without a header, its declaration counts too. */
  private identityOf(line: ManifestLine): string {
    const { raw } = line;
    return raw === undefined ? this.placeOf(line) : `${canonicalJson(raw)} ${this.placeOf(line)}`;
  }

  private placeOf(line: ManifestLine): string {
    const { offset, compressedSize, size, method, crc32, object, sha256, error } = line;
    if (sha256 !== undefined) return `${sha256}\n`;
    if (object?.etag !== undefined)
      return `${object.key} ${object.etag} ${offset} ${size} ${error?.code ?? ''}\n`;
    return `${this.archiveSha256} ${offset} ${compressedSize} ${size} ${method} ${crc32 ?? ''} ${error?.code ?? ''}\n`;
  }
}

/** Returns the memory that a clip needs; a clip that is not read needs none. */
function unpackedBytes(line: ManifestLine): number {
  return line.error === undefined ? line.size : 0;
}
