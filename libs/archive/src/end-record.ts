import { SerenadeError } from '#libs/contracts';
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

/** Place of the central directory, and its content according to the end record. */
export interface ZipDirectoryInfo {
  /** Number of entries in the end record. 0 is a valid zip; the caller decides whether that is `archive.empty`. */
  readonly entries: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
  readonly zip64: boolean;
}

/** The longest comment behind the end record: its length is a 16-bit field. */
const LONGEST_COMMENT = 0xffff;
/** A real archive has one end record. A comment with more candidates than this is an attack on our time. */
const MOST_CANDIDATES = 16;

/**
 * Finds the central directory in the last 64 KiB, with one to four small reads.
 *
 * An end record counts only if its comment runs exactly to the end of the file and it points at a directory before
 * itself. Two such records make readers see different archives, so the archive is rejected.
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

/** Finds end records whose comment ends with the file; the outermost (lowest) comes last. */
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
    throw new SerenadeError('archive.malformed', 'The zip64 end record and the plain one disagree.');
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
    throw new SerenadeError('archive.malformed', 'The end record points at a directory outside the archive.');
  }
  if (directorySize < entries * DIRECTORY_HEADER.length || (entries === 0 && directorySize > 0)) {
    throw new SerenadeError(
      'archive.malformed',
      `A directory of ${directorySize} bytes cannot contain the ${entries} entries that the end record counts.`,
    );
  }
  if (entries === 0) return;
  const start = await readExactly(source, directoryOffset, directoryOffset + 4);
  if (start.readUInt32LE(0) !== DIRECTORY_HEADER.signature) {
    throw new SerenadeError(
      'archive.malformed',
      'No directory stands where the end record points. Bytes put before the archive also cause this; zip it again.',
    );
  }
}

/** Explains a missing end record: the archive is cut off, or not a zip at all. */
async function explainMissingEnd(source: RandomAccessSource, tail: Buffer): Promise<SerenadeError> {
  const start = source.size >= 4 ? (await readExactly(source, 0, 4)).readUInt32LE(0) : 0;
  if (start === SPANNING_MARKER) return splitArchive();
  const surplus = countBytesAfterEnd(tail, source.size - tail.length);
  if (surplus > 0) {
    return new SerenadeError(
      'archive.malformed',
      `${surplus} bytes follow the end of the archive; zip it again.`,
    );
  }
  if (start === LOCAL_HEADER.signature || start === SINGLE_SEGMENT_MARKER || start === END.signature) {
    return new SerenadeError(
      'archive.truncated',
      'The archive begins as a zip file but its end is missing; upload it again.',
    );
  }
  return new SerenadeError('archive.not_zip', 'The archive is not a zip file; pack the clips with zip.');
}

/** Counts the bytes behind an end record that directly follows its directory; 0 if there is none. */
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
  return new SerenadeError(
    'archive.malformed',
    'The archive has more than one end record, so that readers would disagree about its content.',
  );
}
