import { isUtf8 } from 'node:buffer';
import { SerenadeError, type NameEncoding } from '#libs/contracts';
import { malformed, truncated } from '../faults.js';
import { decodeName, guessNameEncoding, MOST_NAMES } from '../name-encoding.js';
import { ByteReader } from './byte-reader.js';
import { parsePax, type Override } from './pax.js';
import { checkMap, fillHoles, readMapInData, readOldMap, type SparseFile, type SparseMap } from './sparse.js';
import {
  BLOCK_BYTES,
  hasTarChecksum,
  isZeros,
  parseTarHeader,
  type EntryKind,
  type TarHeader,
} from './tar-header.js';

/** One entry of a tar. Its bytes can be read once, before the next entry; unread bytes are skipped. */
export interface TarEntry {
  readonly kind: EntryKind;
  readonly name: string;
  /** The stored bytes of a name that is not UTF-8. */
  readonly nameBytes?: Buffer;
  readonly size: number;
  /** Offset of its bytes in the unpacked tar. */
  readonly offset: number;
  /** True if zeros that the tar does not store belong to its bytes. */
  readonly isSparse: boolean;
  /** Explains why the entry cannot be read; null if it can. */
  readonly problem: string | null;
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
}

interface TarOptions {
  /** Returns the encoding of names that are not UTF-8. It is called before the first one. Default: code page 437. */
  readonly findEncoding?: () => Promise<NameEncoding>;
}

/** Limit in bytes on names and pax records, which are held in memory. */
const LONGEST_EXTENSION = 1024 * 1024;
const MOST_ENTRIES = 10_000_000;
/** Limit in bytes on the padding behind the end. It is read so that the decompressor compares its checksum. */
const PADDING_READ = 1024 ** 2;

/**
 * Yields the entries of a tar (v7, POSIX ustar and pax, GNU) in one pass over its bytes. Memory holds one piece of the
 * stream. A tar may lack its end of two empty blocks, and further tars may follow it. The package tar-stream would hold a
 * pax header of any size in memory.
 *
 * @throws SerenadeError `archive.truncated`, `archive.malformed`, `archive.too_large`, and what the stream throws
 */
export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  { findEncoding = () => Promise.resolve('cp437') }: TarOptions = {},
): AsyncGenerator<TarEntry, void, undefined> {
  const reader = new ByteReader(source);
  let encoding: NameEncoding | null = null;
  const decode = async (name: Buffer) => {
    if (isUtf8(name)) return { name: name.toString('utf8') };
    encoding ??= await findEncoding();
    return { name: decodeName(name, encoding), nameBytes: name };
  };
  try {
    let override: Override = {};
    for (let entries = 0; ; entries++) {
      if (entries > MOST_ENTRIES)
        throw new SerenadeError('archive.too_large', 'The tar has too many entries. Split it.');
      const header = await readHeader(reader);
      if (header === null) break;
      const extension = await readExtension(reader, header);
      if (extension !== null) {
        override = { ...override, ...extension };
        continue;
      }
      yield* readEntry(reader, header, override, await decode(override.path ?? header.name));
      override = {};
    }
    await reader.skip(PADDING_READ);
  } finally {
    await reader.close();
  }
}

/** Guesses the encoding of the names that are not UTF-8. It reads the tar until it has seen enough of them. */
export async function guessTarEncoding(source: AsyncIterable<Uint8Array>): Promise<NameEncoding> {
  const names: Buffer[] = [];
  for await (const { nameBytes } of readTar(source)) {
    if (nameBytes !== undefined) names.push(nameBytes);
    if (names.length >= MOST_NAMES) break;
  }
  return guessNameEncoding(names);
}

/** Reads the next header, also that of a tar behind the end of this one. Returns null at the end of the archive. */
async function readHeader(reader: ByteReader): Promise<TarHeader | null> {
  let isBehindEnd = false;
  for (;;) {
    const block = await reader.take(BLOCK_BYTES);
    if (block.length === 0 && reader.position > 0) return null;
    if (isZeros(block) && block.length > 0) {
      isBehindEnd = true;
      continue;
    }
    // Other bytes behind the end are padding of any content.
    if (isBehindEnd && (block.length < BLOCK_BYTES || !hasTarChecksum(block))) return null;
    if (block.length < BLOCK_BYTES) throw endsEarly();
    return parseTarHeader(block);
  }
}

/** Reads a record that describes the next entry. Returns null if the header belongs to an entry itself. */
async function readExtension(reader: ByteReader, header: TarHeader): Promise<Override | null> {
  const { kind, size } = header;
  if (kind !== 'pax' && kind !== 'skipped' && kind !== 'long-name') return null;
  if (size > LONGEST_EXTENSION) throw malformed('A name or pax record in the tar is too long.');
  const bytes = await reader.take(size);
  await skipPadding(reader, size);
  if (bytes.length < size) throw endsEarly();
  if (kind === 'pax') return parsePax(bytes);
  if (kind === 'skipped') return {};
  const end = bytes.indexOf(0);
  return { path: end < 0 ? bytes : bytes.subarray(0, end) };
}

async function* readEntry(
  reader: ByteReader,
  header: TarHeader,
  { size, sparse }: Override,
  name: Pick<TarEntry, 'name' | 'nameBytes'>,
): AsyncGenerator<TarEntry, void, undefined> {
  const kind = header.kind === 'sparse' ? 'file' : (header.kind as EntryKind);
  const { hasData } = header;
  const stored = hasData ? (size ?? header.size) : 0;
  const map = header.kind === 'sparse' ? await readOldMap(reader, header) : hasData ? sparse : undefined;
  const start = reader.position;
  const file = map === undefined ? undefined : await readSparse(reader, map, stored);
  let left = stored - (reader.position - start);
  const takeStored = async function* (length: number): AsyncGenerator<Uint8Array, void, undefined> {
    const until = left - length;
    for await (const piece of reader.pieces(length)) {
      left -= piece.length;
      yield piece;
    }
    if (left > until) throw endsEarly();
  };
  yield {
    ...name,
    kind,
    size: map?.realSize ?? stored,
    offset: reader.position,
    isSparse: map !== undefined,
    problem: file === null ? 'The map of the sparse file is damaged. Pack the clips without --sparse.' : null,
    bytes: () => (file ? fillHoles(file, takeStored) : takeStored(left)),
  };
  if (left > 0 && (await reader.skip(left)) < left) throw endsEarly();
  await skipPadding(reader, stored);
}

/** Returns null if the map is damaged. */
async function readSparse(reader: ByteReader, map: SparseMap, stored: number): Promise<SparseFile | null> {
  if (map.numbers !== null) return checkMap(map.realSize, map.numbers, stored);
  const read = await readMapInData(reader, stored);
  return read === null ? null : checkMap(map.realSize, read.numbers, stored - read.bytes);
}

async function skipPadding(reader: ByteReader, size: number): Promise<void> {
  await reader.skip((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
}

function endsEarly() {
  return truncated('The tar ends within an entry. Upload it again.');
}
