import { NameSet, decompressed, isClipName, readTar, type TarEntry } from '#libs/archive';
import type { ArchiveRecord, CodedError } from '#libs/contracts';
import type { ObjectInfo, ObjectStore } from '#libs/storage';
import { ClipPacker, ClipsInPlace, type ClipKeeper } from './clip-packer.js';
import { SampleLabels } from './sample-labels.js';
import { addIgnored, badName, findProblem, LinePager, type Ignored, type LineSink } from './line-sink.js';

/** Size limit of sidecars in bytes. Larger ones contain something other than a label. */
const LARGEST_SIDECAR = 64 * 1024;

/**
 * Indexes a tar in one pass. It copies clips into objects of a shard's size, or leaves them in place if the tar is an
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
  const packer: ClipKeeper<TarEntry> = isInPlace ? new ClipsInPlace(source) : new ClipPacker(store, id);
  const names = new NameSet();
  const labels = new SampleLabels();
  const lines = new LinePager(writer);
  const ignored: Ignored = { ignored: 0, ignoredExamples: [] };
  let totalBytes = 0;
  try {
    const container = format === 'tar' || format === 'tar.gz' ? format : 'tar.zst';
    for await (const entry of readTar(decompressed(body as AsyncIterable<Uint8Array>, container))) {
      if (!isClipName(entry.name)) {
        const isSidecar = entry.kind === 'file' && entry.size <= LARGEST_SIDECAR;
        if (isSidecar && SampleLabels.reads(entry.name)) {
          for (const line of labels.read(entry.name, await readText(entry))) await lines.add(line);
        } else addIgnored(ignored, entry.name);
        continue;
      }
      totalBytes += entry.size;
      const error = whyRefused(entry, maxClipBytes, totalBytes, names);
      const line =
        error === null ? await packer.add(entry) : await packer.addError(entry.name, entry.size, error);
      for (const complete of labels.add(line)) await lines.add(complete);
    }
    for (const complete of labels.finish()) await lines.add(complete);
    await lines.finish();
    await packer.close?.();
    return ignored;
  } catch (error) {
    await packer.abort?.();
    throw error;
  } finally {
    body.destroy();
  }
}

function whyRefused(
  entry: TarEntry,
  maxClipBytes: number,
  totalBytes: number,
  names: NameSet,
): CodedError | null {
  const { kind, name, nameIsValid } = entry;
  if (!nameIsValid) return badName('The name is not UTF-8.');
  const problem = findProblem(entry, totalBytes, maxClipBytes);
  if (problem?.code === 'clip.bad_name') return problem;
  if (kind === 'link') return { code: 'clip.not_audio', message: 'The entry is a link.' };
  if (kind !== 'file') return { code: 'clip.not_audio', message: 'The entry is not a file.' };
  if (problem !== null || names.add(name)) return problem;
  return { code: 'clip.duplicate_name', message: 'An earlier clip has the same name.' };
}

async function readText(entry: TarEntry): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.bytes()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
