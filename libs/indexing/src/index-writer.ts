import type { ManifestLine, ShardLine } from '#libs/contracts';
import { TextObjectWriter, archiveKeys, type ObjectStore } from '#libs/storage';
import { ShardCutter } from './shard-cutter.js';

/** The totals of a written manifest. */
export interface WrittenIndex {
  readonly clips: number;
  readonly shards: number;
  readonly manifestSha256: string;
}

/** Writes `manifest.jsonl` and `shards.jsonl` of an archive together, a page of lines at a time. */
export class IndexWriter {
  private readonly manifest: TextObjectWriter;
  private readonly shards: TextObjectWriter;
  private readonly cutter: ShardCutter;
  private clips = 0;

  constructor(store: ObjectStore, archiveId: string, archiveSha256: string) {
    this.manifest = new TextObjectWriter(store, archiveKeys.manifest(archiveId), 'application/x-ndjson');
    this.shards = new TextObjectWriter(store, archiveKeys.shards(archiveId), 'application/x-ndjson');
    this.cutter = new ShardCutter(archiveSha256);
  }

  async write(lines: readonly ManifestLine[]): Promise<void> {
    let end = this.manifest.bytes;
    let text = '';
    let cut = '';
    for (const line of lines) {
      const written = jsonLine(line);
      end += Buffer.byteLength(written);
      const shard = this.cutter.add(line, end);
      if (shard !== null) cut += jsonLine(shard);
      text += written;
    }
    this.clips += lines.length;
    await this.manifest.write(text);
    if (cut !== '') await this.shards.write(cut);
  }

  async close(): Promise<WrittenIndex> {
    const last = this.cutter.finish();
    if (last !== null) await this.shards.write(jsonLine(last));
    const manifestSha256 = await this.manifest.close();
    await this.shards.close();
    return { clips: this.clips, shards: this.cutter.ordinal, manifestSha256 };
  }

  /** Discards both objects. */
  async abort(): Promise<void> {
    await Promise.all([this.manifest.abort(), this.shards.abort()]);
  }
}

const jsonLine = (value: ManifestLine | ShardLine): string => `${JSON.stringify(value)}\n`;
