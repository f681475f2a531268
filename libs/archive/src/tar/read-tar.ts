import { SerenadeError } from '#libs/contracts';
import { malformed, truncated } from '../faults.js';
import { ByteReader } from './byte-reader.js';
import { BLOCK_BYTES, parsePax, parseTarHeader, type TarHeader } from './tar-header.js';

/** One entry of a tar. Its bytes can be read once, before the next entry; unread bytes are skipped. */
export interface TarEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'device' | 'other';
  readonly name: string;
  readonly nameIsValid: boolean;
  readonly size: number;
  /** Offset of its bytes in the unpacked tar. */
  readonly offset: number;
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** Limit in bytes on names and pax records, which are held in memory. */
const LONGEST_EXTENSION = 64 * 1024;
const MOST_ENTRIES = 10_000_000;
/** Limit in bytes on the padding behind the end. It is read so that the decompressor compares its checksum. */
const PADDING_READ = 1024 ** 2;

/**
 * Yields the entries of a tar (POSIX ustar and pax, GNU long names and sizes) in one pass over its bytes. Memory holds
 * one piece of the stream. The package tar-stream would hold a pax header of any size in memory.
 *
 * @throws SerenadeError `archive.truncated`, `archive.malformed`, `archive.too_large`, and what the stream throws
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry, void, undefined> {
  const reader = new ByteReader(source);
  try {
    let override: { path?: string; size?: number } = {};
    for (let entries = 0; ; entries++) {
      if (entries > MOST_ENTRIES)
        throw new SerenadeError('archive.too_large', 'The tar has too many entries.');
      const header = await readHeader(reader);
      if (header === null) break;
      const extension = await readExtension(reader, header);
      if (extension !== null) {
        override = { ...override, ...extension };
        continue;
      }
      yield* readEntry(reader, header, override);
      override = {};
    }
    await reader.skip(PADDING_READ);
  } finally {
    await reader.close();
  }
}

/** Returns null at the end of the archive. */
async function readHeader(reader: ByteReader): Promise<TarHeader | null> {
  const block = await reader.take(BLOCK_BYTES);
  if (block.length < BLOCK_BYTES) throw endsEarly();
  return parseTarHeader(block);
}

/** Reads a record that describes the next entry. Returns null if the header belongs to an entry itself. */
async function readExtension(
  reader: ByteReader,
  { kind, size }: TarHeader,
): Promise<{ path?: string; size?: number } | null> {
  if (kind !== 'pax' && kind !== 'pax-global' && kind !== 'long-name') return null;
  if (size > LONGEST_EXTENSION) throw malformed('A name or pax record in the tar is too long.');
  const bytes = await reader.take(size);
  await skipPadding(reader, size);
  if (bytes.length < size) throw endsEarly();
  if (kind === 'pax') return parsePax(bytes);
  return kind === 'long-name' ? { path: bytes.toString('utf8').replace(/\0.*$/s, '') } : {};
}

async function* readEntry(
  reader: ByteReader,
  header: TarHeader,
  override: { readonly path?: string; readonly size?: number },
): AsyncGenerator<TarEntry, void, undefined> {
  const { kind } = header;
  if (kind === 'pax' || kind === 'pax-global' || kind === 'long-name') return;
  const size = kind === 'file' || kind === 'other' ? (override.size ?? header.size) : 0;
  let read = 0;
  yield {
    kind,
    name: override.path ?? header.name,
    nameIsValid: override.path === undefined ? header.nameIsValid : !override.path.includes('\ufffd'),
    size,
    offset: reader.position,
    async *bytes() {
      for await (const piece of reader.pieces(size - read)) {
        read += piece.length;
        yield piece;
      }
      if (read < size) throw endsEarly();
    },
  };
  if (read < size && (await reader.skip(size - read)) < size - read) throw endsEarly();
  await skipPadding(reader, size);
}

async function skipPadding(reader: ByteReader, size: number): Promise<void> {
  await reader.skip((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
}

function endsEarly() {
  return truncated('The tar ends within an entry. Upload it again.');
}
