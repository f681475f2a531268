import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { SerenadeError, archiveIndex, type ArchiveIndex, type ArchiveRecord } from '#libs/contracts';
import type { AddressGuard } from '#libs/outbound';
import { RangeSource, archiveKeys, findJson, putJson, type ObjectStore } from '#libs/storage';
import { identityOf } from './identity.js';
import { indexObjects } from './index-objects.js';
import { indexTar } from './index-tar.js';
import { indexUrls } from './index-urls.js';
import { IndexWriter } from './index-writer.js';
import { indexZip } from './index-zip.js';
import type { LineSink, Remarks } from './line-sink.js';
import { SelectedLines } from './selected-lines.js';

interface IndexOptions {
  readonly maxClipBytes: number;
  /** Decides which addresses of a list may be called. */
  readonly guard: AddressGuard;
}

/**
 * Returns the index of an archive; the first call creates it. That call writes `manifest.jsonl` and `shards.jsonl` while
 * it reads the directory of a zip, all bytes of a tar, the listing of a prefix or the URLs of a list. It writes
 * `index.json` last.
 */
export async function ensureIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  { maxClipBytes, guard }: IndexOptions,
): Promise<ArchiveIndex> {
  const key = archiveKeys.index(archive.id);
  const known = await findJson(store, key, archiveIndex);
  if (known !== null) return updateMovedIndex(store, archive, known);
  const isContainer = archive.format !== 'objects' && archive.format !== 'urls';
  const source = !isContainer ? null : await RangeSource.open(store, archiveKeys.sourceOf(archive));
  const writer = new IndexWriter(store, archive.id, identityOf(archive, source?.info));
  try {
    const selected = await SelectedLines.of(store, archive.id);
    const sink = selected ?? writer;
    let remarks: Remarks;
    if (source !== null) remarks = await indexContainer(store, archive, source, sink, maxClipBytes);
    else if (archive.format === 'urls') remarks = await indexUrls(store, archive, sink, guard);
    else remarks = await indexObjects(store, archive, sink, maxClipBytes);
    await selected?.handOn(writer);
    const written = await writer.close();
    const index: ArchiveIndex = {
      v: 1,
      archiveId: archive.id,
      ...written,
      ...remarks,
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
): Promise<Remarks> {
  if (archive.format === 'zip') return indexZip(source, writer, maxClipBytes, archive.nameEncoding?.encoding);
  const remarks = await indexTar(store, archive, source.info, writer, maxClipBytes);
  // The stream was requested without an ETag, so check that the object did not change while it was read.
  const now = await store.head(source.info.key);
  if (now?.etag === source.info.etag) return remarks;
  throw new SerenadeError('archive.changed', 'The archive changed while it was indexed.');
}

/**
 * Returns the index as it applies to the current store. A restored or moved store has the same archives under other
 * ETags, so an archive with a new ETag is read and hashed once. If its bytes differ, or Serenade does not own the object,
 * the index stays unchanged, so that readers get `archive.changed`.
 */
async function updateMovedIndex(
  store: ObjectStore,
  archive: ArchiveRecord,
  index: ArchiveIndex,
): Promise<ArchiveIndex> {
  const { source } = index;
  // The clips of a tar were copied into objects that are read without an ETag.
  if (source === undefined || archive.url !== undefined || archive.format !== 'zip') return index;
  const now = await store.head(source.key);
  if (now === null || now.etag === source.etag || now.size !== source.size) return index;
  const hash = createHash('sha256');
  await pipeline(await store.stream(source.key), hash);
  if (hash.digest('hex') !== archive.sha256) return index;
  const { key, etag, size } = now;
  const moved: ArchiveIndex = { ...index, source: { key, etag, size } };
  await putJson(store, archiveKeys.index(archive.id), moved);
  return moved;
}
