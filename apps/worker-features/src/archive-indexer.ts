import { clipsOf, openZip, readDirectory } from '#libs/archive';
import { archiveIndex, type ArchiveIndex, type ArchiveRecord } from '#libs/contracts';
import { RangeSource, archiveKeys, getJson, putJson, type ObjectStore } from '#libs/storage';
import { IndexWriter } from './index-writer.js';

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
  const writer = new IndexWriter(store, archive.id, archive.sha256);
  try {
    for await (const page of listing) await writer.write(page);
    const written = await writer.close();
    const index: ArchiveIndex = {
      v: 1,
      archiveId: archive.id,
      ...written,
      ignored: listing.ignored,
      ignoredExamples: [...listing.ignoredExamples],
      source: source.info,
    };
    await putJson(store, key, index);
    return index;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
