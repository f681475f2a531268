import { isClipName } from '#libs/archive';
import type { ArchiveRecord } from '#libs/contracts';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import { findProblem, Ignored, LinePager, type LineSink } from './line-sink.js';

/** Indexes the audio objects below a prefix by their listing, in key order. Key and ETag identify a clip's bytes. */
export async function indexObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  const prefix = archiveKeys.sourceOf(archive);
  const lines = new LinePager(writer);
  const ignored = new Ignored();
  let totalBytes = 0;
  for await (const { key, etag, size } of store.list(prefix)) {
    const name = key.slice(prefix.length);
    if (!isClipName(name)) {
      ignored.add(name);
      continue;
    }
    totalBytes += size;
    const line = { name, offset: 0, compressedSize: size, size, method: 0, object: { key, etag } };
    const error = findProblem(line, totalBytes, maxClipBytes);
    await lines.add(error === null ? line : { ...line, error: { ...error } });
  }
  await lines.finish();
  return ignored;
}
