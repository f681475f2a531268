import { setImmediate } from 'node:timers/promises';
import { SerenadeError, type NameEncoding } from '#libs/contracts';
import type { ZipDirectoryInfo } from './end-record.js';
import { decodeEntryName, isUnstated, type StoredName } from './entry-name.js';
import { malformed } from './faults.js';
import { DEFAULT_DIRECTORY_LIMITS, type DirectoryLimits } from './limits.js';
import { guessNameEncoding, MOST_NAMES } from './name-encoding.js';
import { readExactly, type RandomAccessSource } from './source.js';
import {
  DIRECTORY_HEADER,
  EXTRA,
  FLAG,
  LOCAL_HEADER,
  readExtraField,
  readUint64,
  SATURATED,
} from './zip-format.js';

/** One record of the central directory, not yet compared with the data. */
export interface ZipEntry {
  readonly name: string;
  /** False when the entry declares its name UTF-8 and the bytes are not. */
  readonly nameIsValid: boolean;
  /** The stored bytes of a name whose encoding the archive does not state. */
  readonly nameBytes?: Buffer | undefined;
  /** Offset of the local header. Like the sizes, it is `Infinity` beyond 2^53. */
  readonly offset: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly method: number;
  readonly crc32: number;
  readonly flags: number;
  readonly isEncrypted: boolean;
  readonly isDirectory: boolean;
  readonly isSymlink: boolean;
  /** The entry occupies at least this many bytes: local header, name and data. */
  readonly span: number;
}

/** Number of entries in a page. Parsing one page blocks the event loop for about 10 ms. */
const PAGE_ENTRIES = 1_000;

/** One read must hold the longest record: 46 bytes and three fields of up to 65,535 bytes. */
const SMALLEST_READ = 256 * 1024;

interface DirectoryOptions extends Partial<DirectoryLimits> {
  /** The encoding of names that do not state theirs; if it is missing, it is guessed from these names. */
  readonly nameEncoding?: NameEncoding | undefined;
}

/**
 * Yields the entries of the central directory in its order, in pages, so that a million entries cost a thousand awaits.
 * It reads `readBytes` at a time, so memory use does not grow with the archive.
 *
 * @throws SerenadeError `archive.malformed` when the directory contradicts the end record, possibly after some pages;
 * `archive.too_large` beyond `maxEntries`
 */
export async function* readDirectory(
  source: RandomAccessSource,
  info: ZipDirectoryInfo,
  { nameEncoding, ...limits }: DirectoryOptions = {},
): AsyncGenerator<readonly ZipEntry[], void, undefined> {
  let encoding = nameEncoding ?? null;
  for await (const records of readRecords(source, info, limits)) {
    const stored = records.map(storedNameOf);
    if (encoding === null && stored.some(isUnstated)) encoding = await guessZipEncoding(source, info);
    yield stored.map((name) => parseRecord(name, encoding ?? 'cp437'));
    await setImmediate(); // lets the process do other work, even if the consumer of a page never awaits
  }
}

/** Guesses the encoding of the names that do not state theirs. Returns null if there are none. */
export async function guessZipEncoding(
  source: RandomAccessSource,
  info: ZipDirectoryInfo,
): Promise<NameEncoding | null> {
  const names: Buffer[] = [];
  for await (const records of readRecords(source, info)) {
    const stored = records.map(storedNameOf).filter(isUnstated);
    names.push(...stored.map(({ raw }) => Buffer.from(raw)));
    if (names.length >= MOST_NAMES) break;
  }
  return names.length === 0 ? null : guessNameEncoding(names);
}

async function* readRecords(
  source: RandomAccessSource,
  info: ZipDirectoryInfo,
  limits: Partial<DirectoryLimits> = {},
): AsyncGenerator<readonly Buffer[], void, undefined> {
  const { readBytes, maxEntries } = { ...DEFAULT_DIRECTORY_LIMITS, ...limits };
  const step = Math.max(readBytes, SMALLEST_READ);
  const end = info.directoryOffset + info.directorySize;
  checkCount(maxEntries, info.entries);

  let entries = 0;
  let position = info.directoryOffset;
  while (position < end) {
    const block = await readExactly(source, position, Math.min(position + step, end));
    const isLast = position + block.length === end;
    let at = 0;
    for (;;) {
      const page: Buffer[] = [];
      at = cutPage(block, at, page);
      if (page.length === 0) break;
      entries += page.length;
      checkCount(maxEntries, entries);
      yield page;
    }
    // Each block holds at least one whole record, and the last block ends with one.
    if (at === 0 || (isLast && at < block.length))
      throw malformed('A record of the directory runs past the directory.');
    position += at;
  }

  // Without zip64, macOS Archive Utility counts entries modulo 65,536.
  const counted = info.zip64 ? entries : entries & 0xffff;
  if (counted !== (info.zip64 ? info.entries : info.entries & 0xffff)) {
    throw malformed(`The directory contains ${entries} entries, but its end record counts ${info.entries}.`);
  }
}

/** Cuts the whole records from `at` on into a page. Returns the offset of the first record that it left out. */
function cutPage(block: Buffer, at: number, page: Buffer[]): number {
  while (at < block.length && page.length < PAGE_ENTRIES) {
    const length = measureRecord(block, at);
    if (at + length > block.length) break;
    page.push(block.subarray(at, at + length));
    at += length;
  }
  return at;
}

/** Returns the length in bytes of the record at `at`, or infinity if the block cuts off its fixed part. */
function measureRecord(block: Buffer, at: number): number {
  if (at + DIRECTORY_HEADER.length > block.length) return Infinity;
  if (block.readUInt32LE(at) !== DIRECTORY_HEADER.signature) {
    throw malformed('The directory contains something other than a directory record.');
  }
  return (
    DIRECTORY_HEADER.length +
    block.readUInt16LE(at + 28) +
    block.readUInt16LE(at + 30) +
    block.readUInt16LE(at + 32)
  );
}

interface NamedRecord extends StoredName {
  readonly record: Buffer;
}

function storedNameOf(record: Buffer): NamedRecord {
  const nameEnd = DIRECTORY_HEADER.length + record.readUInt16LE(28);
  return {
    record,
    raw: record.subarray(DIRECTORY_HEADER.length, nameEnd),
    flags: record.readUInt16LE(8),
    madeBy: record.readUInt16LE(4),
    extra: record.subarray(nameEnd, nameEnd + record.readUInt16LE(30)),
  };
}

/** Parses one whole record (APPNOTE 4.3.12). */
function parseRecord(stored: NamedRecord, encoding: NameEncoding): ZipEntry {
  const { record, flags, extra } = stored;
  const decoded = decodeEntryName(stored, encoding);
  const { size, compressedSize, offset } = readSizes(record, extra);
  const unixMode = record.readUInt16LE(40);
  // A literal without a spread is several times as fast, which counts with a million records.
  return {
    name: decoded.name,
    nameIsValid: decoded.nameIsValid,
    nameBytes: decoded.nameBytes,
    offset,
    compressedSize,
    size,
    method: record.readUInt16LE(10),
    crc32: record.readUInt32LE(16),
    flags,
    isEncrypted: (flags & (FLAG.encrypted | FLAG.strongEncryption | FLAG.maskedHeader)) !== 0,
    isDirectory: decoded.name.endsWith('/'),
    isSymlink: (unixMode & 0o170000) === 0o120000,
    span: LOCAL_HEADER.length + stored.raw.length + compressedSize,
  };
}

/** Reads sizes and offset. The zip64 field holds only the saturated ones, in this order (4.5.3). */
function readSizes(record: Buffer, extra: Buffer): { size: number; compressedSize: number; offset: number } {
  let compressedSize = record.readUInt32LE(20);
  let size = record.readUInt32LE(24);
  let offset = record.readUInt32LE(42);
  if (size !== SATURATED.u32 && compressedSize !== SATURATED.u32 && offset !== SATURATED.u32) {
    return { size, compressedSize, offset };
  }
  const zip64 = readExtraField(extra, EXTRA.zip64);
  let at = 0;
  const next = (plain: number): number => {
    if (plain !== SATURATED.u32 || zip64 === null || at + 8 > zip64.length) return plain;
    at += 8;
    return readUint64(zip64, at - 8);
  };
  size = next(size);
  compressedSize = next(compressedSize);
  offset = next(offset);
  return { size, compressedSize, offset };
}

function checkCount(maxEntries: number, entries: number): void {
  if (entries <= maxEntries) return;
  throw new SerenadeError(
    'archive.too_large',
    `The archive contains more than ${maxEntries} entries; split it into several archives.`,
  );
}
