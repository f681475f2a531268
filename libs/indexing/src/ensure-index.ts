import { SerenadeError, archiveIndex, type ArchiveIndex, type ArchiveRecord } from '#libs/contracts';
import type { AddressGuard } from '#libs/outbound';
import { RangeSource, archiveKeys, findJson, putJson, type ObjectStore } from '#libs/storage';
import { identityOf } from './identity.js';
import { indexObjects } from './index-objects.js';
import { indexTar } from './index-tar.js';
import { indexUrls } from './index-urls.js';
import { IndexWriter } from './index-writer.js';
import { indexZip } from './index-zip.js';
import type { Ignored, LineSink } from './line-sink.js';
import { indexOfMoved } from './moved-archive.js';
import { SelectedLines } from './selected-lines.js';

interface IndexOptions {
  readonly maxClipBytes: number;
  /** Which addresses of a list may be called. */
  readonly guard: AddressGuard;
}

/**
 * The index of an archive: made at the first call, read at every later one. `manifest.jsonl` and `shards.jsonl` are
 * written as the archive is read, and `index.json` last of all. Of a zip the directory is read, by ranges; a tar is read
 * once from its beginning to its end; of a prefix the listing. URLs are fetched.
 */
export async function ensureIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  { maxClipBytes, guard }: IndexOptions,
): Promise<ArchiveIndex> {
  const key = archiveKeys.index(archive.id);
  const known = await findJson(store, key, archiveIndex);
  if (known !== null) return indexOfMoved(store, archive, known);
  const isContainer = archive.format !== 'objects' && archive.format !== 'urls';
  const source = !isContainer ? null : await RangeSource.open(store, archiveKeys.sourceOf(archive));
  const writer = new IndexWriter(store, archive.id, identityOf(archive, source?.info));
  try {
    const selected = await SelectedLines.of(store, archive.id);
    const sink = selected ?? writer;
    let ignored: Ignored;
    if (source !== null) ignored = await indexContainer(store, archive, source, sink, maxClipBytes);
    else if (archive.format === 'urls') ignored = await indexUrls(store, archive, sink, guard);
    else ignored = await indexObjects(store, archive, sink, maxClipBytes);
    await selected?.handOn(writer);
    const written = await writer.close();
    const index: ArchiveIndex = {
      v: 1,
      archiveId: archive.id,
      ...written,
      ...ignored,
      ...(source === null ? {} : { source: source.info }),
    };
    await putJson(store, key, index);
    return index;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function indexContainer(
  store: ObjectStore,
  archive: ArchiveRecord,
  source: RangeSource,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  if (archive.format === 'zip') return indexZip(source, writer, maxClipBytes);
  const ignored = await indexTar(store, archive, source.info, writer, maxClipBytes);
  // A stream is of one version, and this one was not asked for by its ETag.
  const now = await store.head(source.info.key);
  if (now?.etag === source.info.etag) return ignored;
  throw new SerenadeError('archive.changed', 'The archive changed while it was indexed.');
}
