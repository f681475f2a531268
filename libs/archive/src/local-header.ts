import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { FLAG, LOCAL_HEADER, SATURATED } from './zip-format.js';

/**
 * Where the clip's data begins, counted from the start of the archive. The local header must agree with the
 * directory wherever it says anything (APPNOTE 4.3.7): where they differ, readers would read different clips.
 *
 * A clip that stands in an object of its own kind has no header at all.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.encrypted`
 */
export function dataStart(header: Buffer, line: ManifestLine): number {
  if (line.object !== undefined) return line.offset;
  if (header.length < LOCAL_HEADER.length || header.readUInt32LE(0) !== LOCAL_HEADER.signature) {
    throw corrupt('No clip begins where the directory says.');
  }
  const flags = header.readUInt16LE(6);
  if ((flags & (FLAG.encrypted | FLAG.strongEncryption)) !== 0) {
    throw new SerenadeError('clip.encrypted', 'The clip is encrypted; zip it without a password.');
  }
  if (header.readUInt16LE(8) !== line.method)
    throw corrupt('Directory and clip name different compressions.');
  const sizesFollowTheData = (flags & FLAG.dataDescriptor) !== 0;
  if (!sizesFollowTheData && !sizesAgree(header, line))
    throw corrupt('Directory and clip name different sizes.');
  return line.offset + LOCAL_HEADER.length + header.readUInt16LE(26) + header.readUInt16LE(28);
}

function sizesAgree(header: Buffer, line: ManifestLine): boolean {
  return agrees(header.readUInt32LE(18), line.compressedSize) && agrees(header.readUInt32LE(22), line.size);
}

/** A saturated size stands in the zip64 field; the directory's is what counts, and the CRC checks it. */
function agrees(local: number, directory: number): boolean {
  return local === directory || local === SATURATED.u32;
}

function corrupt(message: string): SerenadeError {
  return new SerenadeError('clip.corrupt', message);
}
