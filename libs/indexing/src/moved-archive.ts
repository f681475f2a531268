import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { ArchiveIndex, ArchiveRecord } from '#libs/contracts';
import { archiveKeys, putJson, type ObjectStore } from '#libs/storage';

/**
 * Returns the index as it applies to the current store. A store that was restored or moved has the same archives
 * under other ETags. In that case the archive is read and hashed once, and its bytes decide. If they differ, the
 * index stays unchanged, so that readers get `archive.changed`; so does an object that Serenade does not own.
 */
export async function updateMovedIndex(
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
