import { constants, gunzipSync } from 'node:zlib';
import { SerenadeError, recognizeContent } from '#libs/contracts';
import { hasTarChecksum } from './tar/tar-header.js';
import { END, LOCAL_HEADER, SINGLE_SEGMENT_MARKER, SPANNING_MARKER } from './zip-format.js';

/** Archive formats. They are recognized by their first bytes, not by names or media types. */
export type ContainerFormat = 'zip' | 'tar' | 'tar.gz' | 'tar.zst';

/** Number of bytes needed to recognize a format, also behind gzip. */
export const FORMAT_HEAD_BYTES = 4096;
const TAR_HEADER_BYTES = 512;

const ZIP_MARKS: readonly number[] = [
  LOCAL_HEADER.signature,
  END.signature,
  SPANNING_MARKER,
  SINGLE_SEGMENT_MARKER,
];

/** Returns the format of an archive that begins with these bytes, or null. */
export function detectFormat(head: Buffer): ContainerFormat | null {
  if (head.length < 4) return null;
  const magic = head.readUInt32LE(0);
  if (ZIP_MARKS.includes(magic)) return 'zip';
  if (magic === 0xfd2fb528) return 'tar.zst'; // RFC 8878 3.1.1
  if (isGzip(head)) return findGzipContent(head) === null ? 'tar.gz' : null;
  return isTar(head) ? 'tar' : null;
}

/** Explains what a file is that is not an archive, and what to do. `size` is that of the whole file. */
export function explainFormat(head: Buffer, size = head.length): SerenadeError {
  const inside = isGzip(head) ? findGzipContent(head) : null;
  if (inside !== null)
    return notAnArchive(
      `is a gzip file that contains ${inside}, not a tar. Unpack it with gunzip, then pack the clips with zip. If you sent it with "content-encoding: gzip", send it without.`,
    );
  const content = recognizeContent(head, size);
  if (content !== null) return notAnArchive(`is ${content.what}. ${content.advice}`);
  return notAnArchive(
    'is not a zip, tar, tar.gz or tar.zst file. Send the archive itself as the request body. If it is the last part of a split zip, join the parts with zip -s 0 split.zip --out joined.zip.',
  );
}

function notAnArchive(what: string): SerenadeError {
  return new SerenadeError('archive.not_zip', `The upload ${what}`);
}

function isGzip(head: Buffer): boolean {
  return head.length >= 3 && head.readUIntLE(0, 3) === 0x088b1f; // RFC 1952 2.3.1, deflate
}

/** The mark of POSIX 1003.1 and of GNU tar, or a header with the right checksum. */
function isTar(head: Buffer): boolean {
  if (head.length < TAR_HEADER_BYTES) return false;
  return head.toString('latin1', 257, 262) === 'ustar' || hasTarChecksum(head.subarray(0, TAR_HEADER_BYTES));
}

/** Says what a gzip file contains; null if it is a tar, or if its beginning does not show. */
function findGzipContent(head: Buffer): string | null {
  let inner: Buffer;
  try {
    inner = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1024 ** 2 });
  } catch {
    return null; // reading it reports the damage
  }
  if (isTar(inner)) return null;
  const content = recognizeContent(inner);
  if (content !== null) return content.what;
  return inner.length < TAR_HEADER_BYTES ? null : 'something else';
}
