import { NameSet, decompressed, isClipName, readTar, findNameProblem, type TarEntry } from '#libs/archive';
import type { ArchiveRecord, CodedError, ManifestLine } from '#libs/contracts';
import type { ObjectInfo, ObjectStore } from '#libs/storage';
import { ClipPacker, ClipsInPlace } from './clip-packer.js';
import { SampleLabels } from './sample-labels.js';
import { findSizeProblem, type Ignored, type LineSink } from './line-sink.js';

const MOST_EXAMPLES = 10;
/** Larger sidecars contain something other than a label. */
const LARGEST_SIDECAR = 64 * 1024;
const PAGE_LINES = 256;

/**
 * Indexes a tar in one pass. It copies clips into shard objects, or leaves them in place if the tar is an
 * uncompressed object in a bucket. The sidecars of a WebDataset become labels of their clips.
 *
 * @throws SerenadeError `archive.*`
 */
export async function indexTar(
  store: ObjectStore,
  archive: ArchiveRecord,
  source: ObjectInfo,
  writer: LineSink,
  maxClipBytes: number,
): Promise<Ignored> {
  const { id, format, url } = archive;
  const body = await store.stream(source.key);
  const isInPlace = url !== undefined && format === 'tar';
  const packer = isInPlace ? new ClipsInPlace(source) : new ClipPacker(store, id);
  const names = new NameSet();
  const labels = new SampleLabels();
  const ignoredExamples: string[] = [];
  let ignored = 0;
  let page: ManifestLine[] = [];
  let clip = 0;
  let totalBytes = 0;
  const take = async (lines: readonly Omit<ManifestLine, 'clip'>[]): Promise<void> => {
    for (const line of lines) page.push({ clip: clip++, ...line });
    if (page.length < PAGE_LINES) return;
    await writer.write(page);
    page = [];
  };
  try {
    const container = format === 'tar' || format === 'tar.gz' ? format : 'tar.zst';
    for await (const entry of readTar(decompressed(body as AsyncIterable<Uint8Array>, container))) {
      if (!isClipName(entry.name)) {
        const isSidecar = entry.kind === 'file' && entry.size <= LARGEST_SIDECAR;
        if (isSidecar && SampleLabels.reads(entry.name)) {
          await take(labels.read(entry.name, await readText(entry)));
          continue;
        }
        ignored += 1;
        if (ignoredExamples.length < MOST_EXAMPLES) ignoredExamples.push(entry.name);
        continue;
      }
      totalBytes += entry.size;
      const error = whyRefused(entry, maxClipBytes, totalBytes, names);
      const line =
        error === null ? await packer.add(entry) : await packer.addError(entry.name, entry.size, error);
      await take(labels.add(line));
    }
    await take(labels.finish());
    if (page.length > 0) await writer.write(page);
    await packer.close();
    return { ignored, ignoredExamples };
  } catch (error) {
    await packer.abort();
    throw error;
  } finally {
    body.destroy();
  }
}

function whyRefused(
  { kind, name, nameIsValid, size }: TarEntry,
  maxClipBytes: number,
  totalBytes: number,
  names: NameSet,
): CodedError | null {
  const badName = nameIsValid ? findNameProblem(name) : 'The name is not UTF-8.';
  if (badName !== null) return { code: 'clip.bad_name', message: badName };
  if (kind === 'link') return { code: 'clip.not_audio', message: 'The entry is a link.' };
  if (kind !== 'file') return { code: 'clip.not_audio', message: 'The entry is not a file.' };
  const sizeProblem = findSizeProblem(size, totalBytes, maxClipBytes);
  if (sizeProblem !== null) return sizeProblem;
  if (!names.add(name)) return { code: 'clip.duplicate_name', message: 'An earlier clip has the same name.' };
  return null;
}

async function readText(entry: TarEntry): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.bytes()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
