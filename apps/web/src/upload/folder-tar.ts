/** A file with its path in the dropped folder, such as `calls/monday/1.wav`. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

const CLIP_NAME = /\.(?:wav|flac|mp3|ogg|oga|opus|m4a|mp4|m4b|m4v|mov|3gp|aac|webm|weba|mkv|mka)$/i;
const BLOCK = 512;
const MODE_FILE = '0';
const MODE_PAX = 'x';
const MOST_NAME_BYTES = 100;

/** Returns true for the name of a recording that is not hidden: operating systems leave hidden files in folders. */
export function isClip({ path }: PlacedFile): boolean {
  return CLIP_NAME.test(path) && !/(?:^|\/)\./.test(path);
}

/**
 * Packs files as one tar (POSIX 1003.1-2001). They are sorted by path, so that a folder that is chosen again after a
 * reload becomes the same archive and its upload resumes. The browser reads each file only when it sends it.
 */
export function packTar(files: readonly PlacedFile[], name: string): File {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap(({ path, file }) => [
    ...formatHead(path, file.size),
    file,
    padding(file.size),
  ]);
  const lastModified = Math.max(0, ...sorted.map(({ file }) => file.lastModified));
  return new File([...parts, new Uint8Array(2 * BLOCK)], name, { lastModified });
}

/** Formats a file's header. A pax record precedes it if the path is too long or not ASCII. */
function formatHead(path: string, size: number): BlobPart[] {
  const bytes = new TextEncoder().encode(path);
  const isPlain = bytes.length <= MOST_NAME_BYTES && bytes.every((byte) => byte < 0x80);
  if (isPlain) return [formatHeader(bytes, size, MODE_FILE)];
  const record = formatPaxRecord(path);
  const long = [
    formatHeader(new TextEncoder().encode('path'), record.length, MODE_PAX),
    record,
    padding(record.length),
  ];
  return [...long, formatHeader(bytes.subarray(0, MOST_NAME_BYTES), size, MODE_FILE)];
}

/** Formats `length path=…\n`, where the length includes its own digits. */
function formatPaxRecord(path: string): Uint8Array<ArrayBuffer> {
  const rest = new TextEncoder().encode(` path=${path}\n`).length;
  let length = rest;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return new TextEncoder().encode(`${String(length)} path=${path}\n`);
}

function formatHeader(name: Uint8Array, size: number, mode: string): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  block.set(name, 0);
  put('0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put('        ', 148); // the checksum is computed with blanks in its place
  put(mode, 156);
  put('ustar\0' + '00', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
