import { clipsOf, openZip, readDirectory } from '#libs/archive';
import { archiveIndex, type ArchiveIndex, type ArchiveRecord } from '#libs/contracts';
import { RangeSource, archiveKeys, getJson, putJson, type ObjectStore } from '#libs/storage';
import { indexTar, type Ignored } from './index-tar.js';
import { IndexWriter } from './index-writer.js';

/**
 * The index of an archive: made at the first call, read at every later one. `manifest.jsonl` and `shards.jsonl` are
 * written as the archive is read, and `index.json` last of all. Of a zip the directory is read, by ranges; a tar is read
 * once from its beginning to its end.
 */
export async function ensureIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  maxClipBytes: number,
): Promise<ArchiveIndex> {
  const key = archiveKeys.index(archive.id);
  if ((await store.head(key)) !== null) return getJson(store, key, archiveIndex);
  const source = await RangeSource.open(store, archiveKeys.source(archive.id));
  const writer = new IndexWriter(store, archive.id, archive.sha256);
  try {
    const ignored =
      archive.format === 'zip'
        ? await indexZip(source, writer, maxClipBytes)
        : await indexTar(store, archive, writer, maxClipBytes);
    const written = await writer.close();
    const index: ArchiveIndex = {
      v: 1,
      archiveId: archive.id,
      ...written,
      ...ignored,
      source: source.info,
    };
    await putJson(store, key, index);
    return index;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function indexZip(source: RangeSource, writer: IndexWriter, maxClipBytes: number): Promise<Ignored> {
  const directory = await openZip(source);
  const listing = clipsOf(readDirectory(source, directory), { ...directory, maxClipBytes });
  for await (const page of listing) await writer.write(page);
  return { ignored: listing.ignored, ignoredExamples: [...listing.ignoredExamples] };
}
