import { createHash } from 'node:crypto';
import type { ManifestLine, ShardLine } from '#libs/contracts';

/**
 * A shard ends at this many clips, or when its clips unpack to more than this: what one job holds in memory.
 *
 * These are constants, not settings, because two workers that index the same archive must cut it the same way.
 */
export const SHARD_CLIPS = 64;
export const SHARD_BYTES = 24 * 1024 ** 2;

/**
 * Cuts a manifest into shards while it is written. Whoever adds lines must add them all, in order: `add` is told where
 * the line ends in the manifest, and gives the shard that ended before it.
 */
export class ShardCutter {
  ordinal = 0;
  private firstClip = 0;
  private clips = 0;
  private bytes = 0;
  private start = 0;
  private end = 0;
  private identities: string[] = [];

  /** @param archiveSha256 what makes the place of a clip in its archive an identity of its bytes */
  constructor(private readonly archiveSha256: string) {}

  /** Adds a line whose text ends at `end`; the shard before it when the line begins another one. */
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

  /** The last shard; null when there is no line in it. */
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

  /** The hash of its bytes decides what a clip is, and where that is not known, its place. */
  private identityOf(line: ManifestLine): string {
    const { offset, compressedSize, size, method, crc32, object, sha256, error } = line;
    if (sha256 !== undefined) return `${sha256}\n`;
    if (object?.etag !== undefined)
      return `${object.key} ${object.etag} ${offset} ${size} ${error?.code ?? ''}\n`;
    return `${this.archiveSha256} ${offset} ${compressedSize} ${size} ${method} ${crc32 ?? ''} ${error?.code ?? ''}\n`;
  }
}

/** A clip that will not be read takes no memory. */
function unpackedBytes(line: ManifestLine): number {
  return line.error === undefined ? line.size : 0;
}
