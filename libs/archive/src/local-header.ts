import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { FLAG, LOCAL_HEADER, SATURATED } from './zip-format.js';

/**
 * Returns the offset of the clip's data in the archive. The fields of the local header must agree with the directory
 * (APPNOTE 4.3.7); if they differed, readers would read different clips.
 *
 * A clip that is stored as a separate object has no header at all.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.encrypted`
 */
export function findDataStart(header: Buffer, line: ManifestLine): number {
  if (line.object !== undefined) return line.offset;
  if (header.length < LOCAL_HEADER.length || header.readUInt32LE(0) !== LOCAL_HEADER.signature) {
    throw corrupt('The directory points at a place where no clip begins.');
  }
  const flags = header.readUInt16LE(6);
  if ((flags & (FLAG.encrypted | FLAG.strongEncryption)) !== 0) {
    throw new SerenadeError('clip.encrypted', 'The clip is encrypted; zip it without a password.');
  }
  if (header.readUInt16LE(8) !== line.method)
    throw corrupt('Directory and clip name different compressions.');
  const sizesFollowTheData = (flags & FLAG.dataDescriptor) !== 0;
  if (!sizesFollowTheData && !areSizesEqual(header, line))
    throw corrupt('Directory and clip name different sizes.');
  return line.offset + LOCAL_HEADER.length + header.readUInt16LE(26) + header.readUInt16LE(28);
}

function areSizesEqual(header: Buffer, line: ManifestLine): boolean {
  return agrees(header.readUInt32LE(18), line.compressedSize) && agrees(header.readUInt32LE(22), line.size);
}

/** A saturated size is stored in the zip64 field. The directory's size counts, and the CRC checks it. */
function agrees(local: number, directory: number): boolean {
  return local === directory || local === SATURATED.u32;
}

export function corrupt(message: string): SerenadeError {
  return new SerenadeError('clip.corrupt', message);
}
