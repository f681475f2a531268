import { malformed } from './malformed.js';

/** The first bytes of files that are often sent in place of a table, and what to do with them. */
const OTHER_FILES: readonly (readonly [magic: readonly number[], reason: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'it is an Excel workbook or a zip file. In Excel, save it as "CSV UTF-8".'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'it is an old Excel workbook (.xls). In Excel, save it as "CSV UTF-8".'],
  [[0x1f, 0x8b], 'it is compressed with gzip. Unpack it, or send it with content-encoding: gzip.'],
  [[0x50, 0x41, 0x52, 0x31], 'it is a Parquet file. Convert it to CSV or JSONL.'],
];

/**
 * Decodes the bytes of a table: UTF-8 with or without a byte order mark, or UTF-16 with one, as spreadsheets write it.
 * The result has no byte order mark.
 *
 * @throws SerenadeError `corpus.manifest_malformed` for other encodings and other kinds of files
 */
export function decodeText(bytes: Uint8Array): string {
  for (const [magic, reason] of OTHER_FILES)
    if (magic.every((byte, at) => bytes[at] === byte)) throw malformed(reason);
  const encoding = encodingOf(bytes);
  const text = decodeStrictly(bytes, encoding);
  if (text === null) {
    const line = encoding === 'utf-8' ? lineOfFault(bytes) : undefined;
    const where = line === undefined ? '' : ` in line ${line}`;
    throw malformed(`its bytes are not valid ${encoding.toUpperCase()}${where}. Save it as UTF-8.`, line);
  }
  if (!text.includes('\0')) return text;
  throw malformed('it contains NUL characters, as UTF-16 without a byte order mark does. Save it as UTF-8.');
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function encodingOf([first, second, third, fourth]: Uint8Array): Encoding {
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0xff || second !== 0xfe) return 'utf-8';
  if (third === 0 && fourth === 0) throw malformed('it is UTF-32. Save it as UTF-8.');
  return 'utf-16le';
}

/** Decodes without replacement characters, or returns null. The decoder drops a byte order mark. */
function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns the first line whose bytes are not UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start) + 1 || bytes.length;
    if (decodeStrictly(bytes.subarray(start, end), 'utf-8') === null) return line;
    start = end;
  }
  return line;
}
