import { SerenadeError } from '#libs/contracts';
import { malformed, truncated } from './faults.js';
import { readExactly, type RandomAccessSource } from './source.js';
import {
  DIRECTORY_HEADER,
  END,
  LOCAL_HEADER,
  SATURATED,
  SINGLE_SEGMENT_MARKER,
  SPANNING_MARKER,
} from './zip-format.js';
import { readZip64End, splitArchive } from './zip64-end.js';

/** The place and size of the central directory, as the end record states them. */
export interface ZipDirectoryInfo {
  /** Number of entries. A zip with 0 entries is valid; the caller decides whether that is `archive.empty`. */
  readonly entries: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
  readonly zip64: boolean;
}

/** Length in bytes of the longest comment behind the end record, which has a 16-bit length field. */
const LONGEST_COMMENT = 0xffff;
/** A real archive has one end record. A comment that contains more of them is an attack on our time. */
const MOST_CANDIDATES = 16;

/**
 * Finds the central directory with one to four small reads in the last 64 KiB.
 *
 * An end record counts only if its comment ends with the file and a directory lies where it points. If there are two
 * such records, other readers may see another archive than this one, so the archive is rejected.
 *
 * @throws SerenadeError `archive.not_zip`, `archive.truncated`, `archive.unsupported`, `archive.malformed`
 */
export async function openZip(source: RandomAccessSource): Promise<ZipDirectoryInfo> {
  const tailStart = Math.max(0, source.size - LONGEST_COMMENT - END.length);
  const tail = await readExactly(source, tailStart, source.size);
  const candidates = findEndRecords(tail);
  if (candidates.length === 0) throw await explainMissingEnd(source, tail);
  if (candidates.length > MOST_CANDIDATES) throw twoEnds();

  const found: ZipDirectoryInfo[] = [];
  let refusal: unknown;
  for (const at of candidates) {
    try {
      found.push(await readEndRecord(source, tail.subarray(at), tailStart + at));
    } catch (error) {
      if (!isAboutTheFile(error)) throw error;
      refusal ??= error;
    }
  }
  const [first, second] = found;
  if (first === undefined) throw refusal;
  if (second !== undefined) throw twoEnds();
  return first;
}

/** Finds the offsets of end records whose comment ends with the file. */
function findEndRecords(tail: Buffer): number[] {
  const found: number[] = [];
  for (let at = tail.length - END.length; at >= 0 && found.length <= MOST_CANDIDATES; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END.signature) continue;
    if (at + END.length + tail.readUInt16LE(at + 20) === tail.length) found.push(at);
  }
  return found;
}

async function readEndRecord(
  source: RandomAccessSource,
  record: Buffer,
  recordOffset: number,
): Promise<ZipDirectoryInfo> {
  const disk = record.readUInt16LE(4);
  const directoryDisk = record.readUInt16LE(6);
  const entriesHere = record.readUInt16LE(8);
  const entries = record.readUInt16LE(10);
  const directorySize = record.readUInt32LE(12);
  const directoryOffset = record.readUInt32LE(16);

  const saturated =
    entries === SATURATED.u16 || directorySize === SATURATED.u32 || directoryOffset === SATURATED.u32;
  const zip64 = saturated ? await readZip64End(source, recordOffset) : null;
  if (zip64 === null) {
    if (disk !== 0 || directoryDisk !== 0 || entriesHere !== entries) throw splitArchive();
    const info = { entries, directoryOffset, directorySize, zip64: false };
    await checkDirectory(source, info, recordOffset);
    return info;
  }

  // Unsaturated fields must agree; otherwise a reader that ignores zip64 would see a different archive.
  if (
    !agrees(entries, SATURATED.u16, zip64.entries) ||
    !agrees(directorySize, SATURATED.u32, zip64.directorySize) ||
    !agrees(directoryOffset, SATURATED.u32, zip64.directoryOffset)
  ) {
    throw malformed('The zip64 end record and the plain end record contradict each other.');
  }
  const { recordOffset: zip64Offset, ...directory } = zip64;
  const info = { ...directory, zip64: true };
  await checkDirectory(source, info, zip64Offset);
  return info;
}

function agrees(plain: number, saturated: number, zip64: number): boolean {
  return plain === saturated || plain === zip64;
}

async function checkDirectory(
  source: RandomAccessSource,
  info: ZipDirectoryInfo,
  endOffset: number,
): Promise<void> {
  const { entries, directoryOffset, directorySize } = info;
  if (directoryOffset + directorySize > endOffset) {
    throw malformed('The end record points at a directory outside the archive.');
  }
  if (directorySize < entries * DIRECTORY_HEADER.length || (entries === 0 && directorySize > 0)) {
    throw malformed(
      `A directory of ${directorySize} bytes cannot contain the ${entries} entries that the end record counts.`,
    );
  }
  if (entries === 0) return;
  const start = await readExactly(source, directoryOffset, directoryOffset + 4);
  if (start.readUInt32LE(0) !== DIRECTORY_HEADER.signature) {
    throw malformed(
      'There is no directory where the end record points, perhaps because bytes precede the archive. Zip the clips again.',
    );
  }
}

/** Explains why there is no end record: the archive is cut off, bytes follow it, or it is not a zip file. */
async function explainMissingEnd(source: RandomAccessSource, tail: Buffer): Promise<SerenadeError> {
  const start = source.size >= 4 ? (await readExactly(source, 0, 4)).readUInt32LE(0) : 0;
  if (start === SPANNING_MARKER) return splitArchive();
  const surplus = countBytesAfterEnd(tail, source.size - tail.length);
  if (surplus > 0) return malformed(`${surplus} bytes follow the end of the archive. Zip the clips again.`);
  if (start === LOCAL_HEADER.signature || start === SINGLE_SEGMENT_MARKER || start === END.signature) {
    return truncated('The archive begins as a zip file, but its end is missing. Upload it again.');
  }
  return new SerenadeError('archive.not_zip', 'The archive is not a zip file. Pack the clips with zip.');
}

/** Counts the bytes behind an end record that directly follows its directory. Returns 0 without such a record. */
function countBytesAfterEnd(tail: Buffer, tailStart: number): number {
  for (let at = tail.length - END.length; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END.signature) continue;
    const directoryEnd = tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16);
    if (directoryEnd !== tailStart + at) continue;
    return Math.max(0, tail.length - (at + END.length + tail.readUInt16LE(at + 20)));
  }
  return 0;
}

function isAboutTheFile(error: unknown): boolean {
  return (
    error instanceof SerenadeError &&
    (error.code === 'archive.malformed' || error.code === 'archive.unsupported')
  );
}

function twoEnds(): SerenadeError {
  return malformed('The archive has more than one end record, so readers would disagree about its content.');
}
