import { isClipName } from '#libs/archive';
import type { ArchiveRecord } from '#libs/contracts';
import { archiveKeys, type ObjectStore } from '#libs/storage';
import { addIgnored, findProblem, LinePager, type Ignored, type LineSink } from './line-sink.js';

/** Indexes the audio objects below a prefix by their listing, in key order. Key and ETag identify a clip's bytes. */
export async function indexObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  const prefix = archiveKeys.sourceOf(archive);
  const lines = new LinePager(writer);
  const ignored: Ignored = { ignored: 0, ignoredExamples: [] };
  let totalBytes = 0;
  for await (const { key, etag, size } of store.list(prefix)) {
    const name = key.slice(prefix.length);
    if (!isClipName(name)) {
      addIgnored(ignored, name);
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
