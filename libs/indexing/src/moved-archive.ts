import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { ArchiveIndex, ArchiveRecord } from '#libs/contracts';
import { archiveKeys, putJson, type ObjectStore } from '#libs/storage';

/**
 * The index as it holds for the store as it is. A store that was restored from a backup, or moved, has the same archives
 * under other ETags; then the bytes decide, which costs one reading of the archive, once. Other bytes leave the index
 * as it is, so that whoever reads by it gets `archive.changed`, and so does the object of somebody else.
 */
export async function indexOfMoved(
  store: ObjectStore,
  archive: ArchiveRecord,
  index: ArchiveIndex,
): Promise<ArchiveIndex> {
  const { source } = index;
  // The clips of a tar were cut out into objects that are read whatever their ETag is.
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
