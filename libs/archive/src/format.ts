/** Archive formats. They are recognized by their first bytes, not by names or media types. */
export const CONTAINER_FORMATS = ['zip', 'tar', 'tar.gz', 'tar.zst'] as const;
export type ContainerFormat = (typeof CONTAINER_FORMATS)[number];

/** Number of bytes needed to recognize a format. A tar has its mark at offset 257. */
export const FORMAT_HEAD_BYTES = 512;

/** Returns the format of an archive that begins with these bytes, or null. */
export function detectFormat(head: Buffer): ContainerFormat | null {
  if (head.length < 4) return null;
  const magic = head.readUInt32LE(0);
  // A local file header, or the end record of an archive without entries (APPNOTE 4.3.7, 4.3.16).
  if (magic === 0x04034b50 || magic === 0x06054b50) return 'zip';
  if ((magic & 0xffffff) === 0x088b1f) return 'tar.gz'; // RFC 1952 2.3.1, deflate
  if (magic === 0xfd2fb528) return 'tar.zst'; // RFC 8878 3.1.1
  // POSIX 1003.1 and GNU tar write this mark. Older tars have none and are not supported.
  if (head.length >= FORMAT_HEAD_BYTES && head.toString('latin1', 257, 262) === 'ustar') return 'tar';
  return null;
}
