import {
  clipsOf,
  decompressed,
  guessTarEncoding,
  isClipName,
  openZip,
  readDirectory,
  readTar,
} from '#libs/archive';
import { selectedName, tableRow, urlLine, type ArchiveRecord } from '#libs/contracts';
import { RangeSource, archiveKeys, readJsonLines, type ObjectStore } from '#libs/storage';

interface ClipName {
  readonly clip: number;
  readonly name: string;
}

/** Lists the names of an archive's clips in manifest order. The manifest need not exist yet. */
export async function* clipNames(store: ObjectStore, archive: ArchiveRecord): AsyncGenerator<ClipName> {
  let clip = 0;
  const selection = archiveKeys.selection(archive.id);
  if ((await store.head(selection)) !== null) {
    for await (const row of readJsonLines(store, selection, tableRow))
      yield { clip: clip++, name: selectedName(row) };
    return;
  }
  for await (const name of entryNames(store, archive)) {
    if (archive.format === 'urls' || isClipName(name)) yield { clip: clip++, name };
  }
}

async function* entryNames(store: ObjectStore, archive: ArchiveRecord): AsyncGenerator<string> {
  const key = archiveKeys.sourceOf(archive);
  switch (archive.format) {
    case 'zip':
      yield* namesOfZip(await RangeSource.open(store, key), archive);
      return;
    case 'objects':
      for await (const object of store.list(key)) yield object.key.slice(key.length);
      return;
    case 'urls':
      for await (const { name } of readJsonLines(store, key, urlLine)) yield name;
      return;
    default:
      yield* namesOfTar(store, key, archive.format, archive);
  }
}

async function* namesOfZip(source: RangeSource, { nameEncoding }: ArchiveRecord): AsyncGenerator<string> {
  const directory = await openZip(source);
  for await (const page of clipsOf(
    readDirectory(source, directory, { nameEncoding: nameEncoding?.encoding }),
    directory,
  ))
    for (const { name } of page) yield name;
}

/** Unlike a zip, a tar has no central list of its entries. The names are found by streaming through the whole archive. */
async function* namesOfTar(
  store: ObjectStore,
  key: string,
  format: 'tar' | 'tar.gz' | 'tar.zst',
  { nameEncoding }: ArchiveRecord,
): AsyncGenerator<string> {
  const unpack = async function* () {
    const body = await store.stream(key);
    try {
      yield* decompressed(body as AsyncIterable<Uint8Array>, format);
    } finally {
      body.destroy();
    }
  };
  const findEncoding = async () => nameEncoding?.encoding ?? (await guessTarEncoding(unpack()));
  for await (const { name } of readTar(unpack(), { findEncoding })) yield name;
}
