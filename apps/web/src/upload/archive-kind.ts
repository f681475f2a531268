export const KINDS_TAKEN = '.zip, .tar, .tar.gz, .tgz, .tar.zst';

/** A tar has its signature at offset 257. */
const HEAD_BYTES = 512;

/**
 * Returns why a file cannot be an archive, or null. It checks the first bytes before anything is sent, as the API
 * does, because file names are unreliable.
 */
export async function findRefusal(file: Blob & { readonly name: string }): Promise<string | null> {
  if (file.size === 0) return `${file.name} is empty.`;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return `${file.name} is an empty zip.`;
  if (isContainer(head)) return null;
  if (['RIFF', 'fLaC', 'OggS', 'ID3'].some((mark) => startsWith(head, encode(mark))))
    return `${file.name} is a single recording. Put your clips into a zip or tar, or score it under Try.`;
  return `${file.name} is neither a zip nor a tar. Supported archives are ${KINDS_TAKEN}.`;
}

function isContainer(head: Uint8Array): boolean {
  const isPlainTar = head.length === HEAD_BYTES && startsWith(head.subarray(257), encode('ustar'));
  return (
    isPlainTar ||
    startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || // zip
    startsWith(head, encode('PK00')) || // zip that was to be split, in one part
    startsWith(head, [0x1f, 0x8b, 0x08]) || // gzip
    startsWith(head, [0x28, 0xb5, 0x2f, 0xfd]) // zstd
  );
}

function startsWith(bytes: Uint8Array, mark: readonly number[] | Uint8Array): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function encode(mark: string): Uint8Array {
  return new TextEncoder().encode(mark);
}
