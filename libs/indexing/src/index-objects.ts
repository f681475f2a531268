import { findIgnoreReason, IgnoredEntries } from '#libs/archive';
import type { ArchiveRecord } from '#libs/contracts';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import { findProblem, LinePager, type LineSink, type Remarks } from './line-sink.js';

/** Indexes the audio objects below a prefix by their listing, in key order. Key and ETag identify a clip's bytes. */
export async function indexObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Remarks> {
  const prefix = archiveKeys.sourceOf(archive);
  const lines = new LinePager(writer);
  const ignored = new IgnoredEntries();
  let totalBytes = 0;
  for await (const { key, etag, size } of store.list(prefix)) {
    const name = key.slice(prefix.length);
    const reason = findIgnoreReason(name);
    if (reason !== null) {
      ignored.add(name, reason);
      continue;
    }
    totalBytes += size;
    const line = { name, offset: 0, compressedSize: size, size, method: 0, object: { key, etag } };
    const error = findProblem(line, totalBytes, maxClipBytes);
    await lines.add(error === null ? line : { ...line, error: { ...error } });
  }
  await lines.finish();
  return ignored.summarize();
}
