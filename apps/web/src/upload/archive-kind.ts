export const KINDS_TAKEN = '.zip, .tar, .tar.gz, .tgz, .tar.zst';

/** A tar says what it is at offset 257. */
const HEAD_BYTES = 512;

/**
 * Why a file cannot be an archive, or null. It is asked before a byte is sent: its first bytes tell, as they do to the
 * API, since names lie.
 */
export async function refusalOf(file: Blob & { readonly name: string }): Promise<string | null> {
  if (file.size === 0) return `${file.name} is empty.`;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (isEmptyZip(head)) return `${file.name} is a zip without any file.`;
  if (isContainer(head)) return null;
  if (isAudio(head)) return `${file.name} is a single recording. Put the clips into a zip or tar.`;
  return `${file.name} is neither a zip nor a tar. Archives are ${KINDS_TAKEN}.`;
}

function isContainer(head: Uint8Array): boolean {
  const isPlainTar = head.length === HEAD_BYTES && begins(head.subarray(257), bytesOf('ustar'));
  return (
    isPlainTar ||
    begins(head, [0x50, 0x4b, 0x03, 0x04]) || // zip
    begins(head, [0x1f, 0x8b, 0x08]) || // gzip
    begins(head, [0x28, 0xb5, 0x2f, 0xfd]) // zstd
  );
}

function isEmptyZip(head: Uint8Array): boolean {
  return begins(head, [0x50, 0x4b, 0x05, 0x06]);
}

function isAudio(head: Uint8Array): boolean {
  return ['RIFF', 'fLaC', 'OggS', 'ID3'].some((mark) => begins(head, bytesOf(mark)));
}

function begins(bytes: Uint8Array, mark: readonly number[] | Uint8Array): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function bytesOf(mark: string): Uint8Array {
  return new TextEncoder().encode(mark);
}
