import {
  DUPLICATE_NAME,
  IgnoredEntries,
  UniqueNames,
  decompressed,
  findIgnoreReason,
  guessTarEncoding,
  readTar,
  type TarEntry,
} from '#libs/archive';
import type { ArchiveRecord, CodedError, NameEncoding } from '#libs/contracts';
import type { ObjectInfo, ObjectStore } from '#libs/storage';
import { ClipPacker, ClipsInPlace, type ClipKeeper } from './clip-packer.js';
import { SampleLabels } from './sample-labels.js';
import { findProblem, LinePager, type LineSink, type Remarks } from './line-sink.js';

/** Size limit of sidecars in bytes. Larger ones contain something other than a label. */
const LARGEST_SIDECAR = 64 * 1024;

const SPARSE_IN_PLACE: CodedError = {
  code: 'clip.unsupported_compression',
  message: 'A sparse file cannot be read in place. Pack the clips without --sparse, or upload the tar.',
};

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
): Promise<Remarks> {
  const { id, format, url } = archive;
  const body = await store.stream(source.key);
  const isInPlace = url !== undefined && format === 'tar';
  const packer: ClipKeeper<TarEntry> = isInPlace ? new ClipsInPlace(source) : new ClipPacker(store, id);
  const names = new UniqueNames();
  const labels = new SampleLabels();
  const lines = new LinePager(writer);
  const ignored = new IgnoredEntries();
  let encoding: NameEncoding | undefined;
  let totalBytes = 0;
  try {
    const container = format === 'tar' || format === 'tar.gz' ? format : 'tar.zst';
    const findEncoding = async () => (encoding = await findNameEncoding(store, archive, source.key));
    const entries = readTar(decompressed(body as AsyncIterable<Uint8Array>, container), { findEncoding });
    for await (const entry of entries) {
      const reason = entry.kind === 'folder' ? 'folder' : findIgnoreReason(entry.name);
      if (reason !== null) {
        const isSidecar = entry.kind === 'file' && entry.size <= LARGEST_SIDECAR;
        if (isSidecar && SampleLabels.reads(entry.name)) {
          for (const line of labels.read(entry.name, await readText(entry))) await lines.add(line);
        } else ignored.add(entry.name, reason);
        continue;
      }
      totalBytes += entry.size;
      const problem = whyRefused(entry, maxClipBytes, totalBytes, isInPlace);
      const name = problem === null ? names.claim(entry.name, entry.nameBytes) : entry.name;
      const error = name === null ? DUPLICATE_NAME : problem;
      const clip = { ...entry, name: name ?? entry.name };
      const line =
        error === null ? await packer.add(clip) : await packer.addError(clip.name, entry.size, error);
      const stored = entry.nameBytes === undefined ? {} : { nameBytes: entry.nameBytes.toString('hex') };
      for (const complete of labels.add({ ...line, ...stored })) await lines.add(complete);
    }
    for (const complete of labels.finish()) await lines.add(complete);
    await lines.finish();
    await packer.close?.();
    return { ...ignored.summarize(), ...(encoding === undefined ? {} : { nameEncoding: encoding }) };
  } catch (error) {
    await packer.abort?.();
    throw error;
  } finally {
    body.destroy();
  }
}

/** A tar has no directory, so a guess reads it a second time. */
async function findNameEncoding(
  store: ObjectStore,
  { format, nameEncoding }: ArchiveRecord,
  key: string,
): Promise<NameEncoding> {
  if (nameEncoding !== undefined) return nameEncoding.encoding;
  const body = await store.stream(key);
  try {
    const container = format === 'tar' || format === 'tar.gz' ? format : 'tar.zst';
    return await guessTarEncoding(decompressed(body as AsyncIterable<Uint8Array>, container));
  } finally {
    body.destroy();
  }
}

function whyRefused(
  entry: TarEntry,
  maxClipBytes: number,
  totalBytes: number,
  isInPlace: boolean,
): CodedError | null {
  const { kind, problem } = entry;
  const found = findProblem(entry, totalBytes, maxClipBytes);
  if (found?.code === 'clip.bad_name') return found;
  if (kind === 'link') return { code: 'clip.not_audio', message: 'The entry is a link.' };
  if (kind !== 'file') return { code: 'clip.not_audio', message: 'The entry is not a file.' };
  if (problem !== null) return { code: 'clip.corrupt', message: problem };
  if (entry.isSparse && isInPlace) return SPARSE_IN_PLACE;
  return found;
}

async function readText(entry: TarEntry): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.bytes()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
