import { malformed, unsupported } from './faults.js';
import { readExactly, type RandomAccessSource } from './source.js';
import { readUint64, ZIP64_END, ZIP64_LOCATOR } from './zip-format.js';

export interface Zip64End {
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
  readonly recordOffset: number;
}

/** From this version on the directory may be compressed or encrypted (APPNOTE 4.3.14.3, 7.3). */
const VERSION_WITH_ENCRYPTED_DIRECTORY = 62;

/**
 * Reads the zip64 end record that belongs to the plain end record at `endOffset`, which its locator directly precedes.
 * Returns null without a locator, because a plain zip may contain exactly 65,535 entries.
 *
 * @throws SerenadeError `archive.malformed`, `archive.unsupported`
 */
export async function readZip64End(source: RandomAccessSource, endOffset: number): Promise<Zip64End | null> {
  const locatorOffset = endOffset - ZIP64_LOCATOR.length;
  if (locatorOffset < 0) return null;
  const locator = await readExactly(source, locatorOffset, endOffset);
  if (locator.readUInt32LE(0) !== ZIP64_LOCATOR.signature) return null;
  if (locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) > 1) throw splitArchive();

  const recordOffset = readUint64(locator, 8);
  if (recordOffset + ZIP64_END.length > locatorOffset) throw missingRecord();
  const record = await readExactly(source, recordOffset, recordOffset + ZIP64_END.length);
  if (record.readUInt32LE(0) !== ZIP64_END.signature) throw missingRecord();
  return parseZip64End(record, recordOffset);
}

function parseZip64End(record: Buffer, recordOffset: number): Zip64End {
  // The size field does not count the first 12 bytes (4.3.14.1). Longer records are version 2, for encryption.
  const isVersion2 = readUint64(record, 4) > ZIP64_END.length - 12;
  if (isVersion2 && record.readUInt16LE(14) >= VERSION_WITH_ENCRYPTED_DIRECTORY) {
    throw unsupported('The directory of the archive is encrypted. Zip the clips without encryption.');
  }
  const entriesHere = readUint64(record, 24);
  const entries = readUint64(record, 32);
  if (record.readUInt32LE(16) !== 0 || record.readUInt32LE(20) !== 0 || entriesHere !== entries)
    throw splitArchive();
  return {
    entries,
    directorySize: readUint64(record, 40),
    directoryOffset: readUint64(record, 48),
    recordOffset,
  };
}

export function splitArchive() {
  return unsupported(
    'The archive is split over several files. Join them with zip -s 0 split.zip --out joined.zip, then upload that file.',
  );
}

function missingRecord() {
  return malformed('The zip64 end record is not where its locator points.');
}
