/** Containers that an archive may come in, by their first bytes; their names and media types say nothing. */
export const CONTAINER_FORMATS = ['zip', 'tar', 'tar.gz', 'tar.zst'] as const;
export type ContainerFormat = (typeof CONTAINER_FORMATS)[number];

/** Bytes that are needed to tell: a tar says what it is at offset 257. */
export const FORMAT_HEAD_BYTES = 512;

/** The container that begins with these bytes, or null. */
export function formatOf(head: Buffer): ContainerFormat | null {
  if (head.length < 4) return null;
  const magic = head.readUInt32LE(0);
  // A local file header, or the end record of an archive without entries (APPNOTE 4.3.7, 4.3.16).
  if (magic === 0x04034b50 || magic === 0x06054b50) return 'zip';
  if ((magic & 0xffffff) === 0x088b1f) return 'tar.gz'; // RFC 1952 2.3.1, deflate
  if (magic === 0xfd2fb528) return 'tar.zst'; // RFC 8878 3.1.1
  // "ustar" of POSIX 1003.1 and of GNU tar; older tars have no mark and are not taken.
  if (head.length >= FORMAT_HEAD_BYTES && head.toString('latin1', 257, 262) === 'ustar') return 'tar';
  return null;
}
