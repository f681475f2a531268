import { createHash, type Hash } from 'node:crypto';
import { clipsOf, openZip, readDirectory } from '#libs/archive';
import {
  archiveIndex,
  type ArchiveIndex,
  type ArchiveRecord,
  type ManifestLine,
  type ShardLine,
} from '#libs/contracts';
import {
  RangeSource,
  TextObjectWriter,
  archiveKeys,
  getJson,
  putJson,
  type ObjectStore,
} from '#libs/storage';

/** A shard ends at this many clips, or when its clips unpack to more than this: what one job holds in memory. */
const SHARD_CLIPS = 64;
const SHARD_BYTES = 24 * 1024 ** 2;

/**
 * The index of an archive: made at the first call, read at every later one. The directory is read once, by ranges;
 * `manifest.jsonl` and `shards.jsonl` are written as it is read, and `index.json` last of all.
 */
export async function ensureIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
): Promise<ArchiveIndex> {
  const key = archiveKeys.index(archive.id);
  if ((await store.head(key)) !== null) return getJson(store, key, archiveIndex);
  const source = await RangeSource.open(store, archiveKeys.source(archive.id));
  const directory = await openZip(source);
  const listing = clipsOf(readDirectory(source, directory), { ...directory, maxClipBytes });
  const manifest = new TextObjectWriter(store, archiveKeys.manifest(archive.id), 'application/x-ndjson');
  const shards = new TextObjectWriter(store, archiveKeys.shards(archive.id), 'application/x-ndjson');
  const cutter = new ShardCutter(archive.sha256);
  try {
    for await (const line of listing) {
      if (cutter.isFull(line)) await shards.write(jsonLine(cutter.cut(manifest.bytes)));
      await manifest.write(jsonLine(line));
      cutter.add(line);
    }
    if (!cutter.isEmpty()) await shards.write(jsonLine(cutter.cut(manifest.bytes)));
    const manifestSha256 = await manifest.close();
    await shards.close();
    const { clips, ignored, ignoredExamples } = listing;
    const index: ArchiveIndex = {
      v: 1,
      archiveId: archive.id,
      clips,
      shards: cutter.ordinal,
      ignored,
      ignoredExamples: [...ignoredExamples],
      manifestSha256,
    };
    await putJson(store, key, index);
    return index;
  } catch (error) {
    await Promise.all([manifest.abort(), shards.abort()]);
    throw error;
  }
}

const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Cuts the manifest into shards; hashes the identity of each clip, which its place in the archive decides. */
class ShardCutter {
  ordinal = 0;
  private firstClip = 0;
  private clips = 0;
  private bytes = 0;
  private start = 0;
  private hash: Hash = createHash('sha256');

  constructor(private readonly archiveSha256: string) {}

  isEmpty(): boolean {
    return this.clips === 0;
  }

  isFull(next: ManifestLine): boolean {
    return this.clips >= SHARD_CLIPS || (this.clips > 0 && this.bytes + unpackedBytes(next) > SHARD_BYTES);
  }

  add(line: ManifestLine): void {
    const { offset, compressedSize, size, method, crc32, error } = line;
    this.clips += 1;
    this.bytes += unpackedBytes(line);
    this.hash.update(
      `${this.archiveSha256} ${offset} ${compressedSize} ${size} ${method} ${crc32} ${error?.code ?? ''}\n`,
    );
  }

  /** The shard of the clips added so far; `end` is where their manifest lines end. */
  cut(end: number): ShardLine {
    const { ordinal, firstClip, clips, start } = this;
    const shard: ShardLine = { ordinal, firstClip, clips, start, end, contentHash: this.hash.digest('hex') };
    this.ordinal += 1;
    this.firstClip += clips;
    this.clips = 0;
    this.bytes = 0;
    this.start = end;
    this.hash = createHash('sha256');
    return shard;
  }
}

/** A clip that will not be read takes no memory. */
function unpackedBytes(line: ManifestLine): number {
  return line.error === undefined ? line.size : 0;
}
