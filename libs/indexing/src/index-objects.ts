import { isClipName, findNameProblem } from '#libs/archive';
import type { ArchiveRecord, CodedError, ManifestLine } from '#libs/contracts';
import { archiveKeys, type ObjectInfo, type ObjectStore } from '#libs/storage';
import { findSizeProblem, type Ignored, type LineSink } from './line-sink.js';

const MOST_EXAMPLES = 10;
const PAGE_LINES = 256;

/**
 * Indexes the audio objects below a prefix, in the order of their keys. It reads only the listing, a page at a time.
 * From then on, key and ETag identify a clip's bytes.
 */
export async function indexObjects(
  store: ObjectStore,
  archive: ArchiveRecord,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  const prefix = archiveKeys.sourceOf(archive);
  const ignoredExamples: string[] = [];
  let ignored = 0;
  let page: ManifestLine[] = [];
  let clip = 0;
  let totalBytes = 0;
  for await (const object of store.list(prefix)) {
    const name = object.key.slice(prefix.length);
    if (!isClipName(name)) {
      ignored += 1;
      if (ignoredExamples.length < MOST_EXAMPLES) ignoredExamples.push(name);
      continue;
    }
    totalBytes += object.size;
    page.push(lineOf(clip++, name, object, whyRefused(name, object.size, totalBytes, maxClipBytes)));
    if (page.length < PAGE_LINES) continue;
    await writer.write(page);
    page = [];
  }
  if (page.length > 0) await writer.write(page);
  return { ignored, ignoredExamples };
}

function lineOf(clip: number, name: string, object: ObjectInfo, error: CodedError | null): ManifestLine {
  const { key, etag, size } = object;
  const line = { clip, name, offset: 0, compressedSize: size, size, method: 0, object: { key, etag } };
  return error === null ? line : { ...line, error: { ...error } };
}

function whyRefused(name: string, size: number, totalBytes: number, maxClipBytes: number): CodedError | null {
  const badName = findNameProblem(name);
  if (badName !== null) return { code: 'clip.bad_name', message: badName };
  return findSizeProblem(size, totalBytes, maxClipBytes);
}
