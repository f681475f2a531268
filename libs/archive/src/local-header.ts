import { SerenadeError, type ManifestLine } from '#libs/contracts';
import { corrupt } from './faults.js';
import { FLAG, LOCAL_HEADER, SATURATED } from './zip-format.js';

/**
 * Returns the offset of the clip's data in the archive. A clip that is a separate object has no header. In a zip, the
 * local header must agree with the directory (APPNOTE 4.3.7), because readers that use either must see the same clip.
 *
 * @throws SerenadeError `clip.corrupt`, `clip.encrypted`
 */
export function findDataStart(header: Buffer, line: ManifestLine): number {
  if (line.object !== undefined) return line.offset;
  if (header.length < LOCAL_HEADER.length || header.readUInt32LE(0) !== LOCAL_HEADER.signature) {
    throw corrupt('No clip begins where the directory points.');
  }
  const flags = header.readUInt16LE(6);
  if ((flags & (FLAG.encrypted | FLAG.strongEncryption)) !== 0) {
    throw new SerenadeError('clip.encrypted', 'The clip is encrypted. Zip the clips without a password.');
  }
  if (header.readUInt16LE(8) !== line.method)
    throw corrupt('The directory and the local header state different compression methods.');
  const sizesFollowTheData = (flags & FLAG.dataDescriptor) !== 0;
  if (!sizesFollowTheData && !areSizesEqual(header, line))
    throw corrupt('The directory and the local header state different sizes.');
  return line.offset + LOCAL_HEADER.length + header.readUInt16LE(26) + header.readUInt16LE(28);
}

function areSizesEqual(header: Buffer, line: ManifestLine): boolean {
  const [compressedSize, size] = [header.readUInt32LE(18), header.readUInt32LE(22)];
  // Some writers leave out the descriptor's flag. The CRC checks the directory's sizes.
  if (compressedSize === 0 && size === 0) return true;
  return agrees(compressedSize, line.compressedSize) && agrees(size, line.size);
}

/** A saturated local size is in the zip64 field, which is not read: the CRC checks the directory's size. */
function agrees(local: number, directory: number): boolean {
  return local === directory || local === SATURATED.u32;
}
