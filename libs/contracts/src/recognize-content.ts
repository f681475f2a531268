/** What a file is, although something else was expected, and what to do about it. */
export interface RecognizedContent {
  /** With its article, such as "a PDF document". */
  readonly what: string;
  readonly advice: string;
  /** True for sound, which is right in an archive but is no archive. */
  readonly isAudio?: true;
}

const REPACK = 'Unpack it, then pack the clips with zip.';
const EXPORT = 'Check how the file was exported or downloaded.';

type Row = readonly [mark: string, at: number, what: string, advice: string];

/** Files by the bytes at their beginning, which are written in Latin-1. */
const MARKS: readonly Row[] = [
  ['7z\xbc\xaf\x27\x1c', 0, 'a 7z archive', REPACK],
  ['Rar!\x1a\x07', 0, 'a RAR archive', REPACK],
  ['BZh', 0, 'a bzip2 file', 'Unpack it with bunzip2, then pack the clips with zip, or the tar with gzip.'],
  ['\xfd7zXZ\0', 0, 'an xz file', 'Unpack it with unxz, then pack the clips with zip, or the tar with gzip.'],
  ['LZIP', 0, 'an lzip file', REPACK],
  ['\x04\x22\x4d\x18', 0, 'an lz4 file', REPACK],
  ['\x1f\x9d', 0, 'a file of compress (.Z)', REPACK],
  ['\x1f\x8b', 0, 'a gzip file', 'Unpack it with gunzip.'],
  ['\x28\xb5\x2f\xfd', 0, 'a zstd file', 'Unpack it with unzstd.'],
  ['MSCF', 0, 'a cabinet file', REPACK],
  ['!<arch>\n', 0, 'an ar archive', REPACK],
  ['070701', 0, 'a cpio archive', REPACK],
  ['\x60\xea', 0, 'an ARJ archive', REPACK],
  ['PK\x03\x04', 0, 'a zip file', REPACK],
  ['PK\x05\x06', 0, 'an empty zip file', EXPORT],
  ['PK\x07\x08', 0, 'a part of a split zip file', 'Join the parts with zip -s 0 split.zip --out joined.zip.'],
  ['MZ', 0, 'a Windows program', `If it is a self-extracting archive: ${REPACK.toLowerCase()}`],
  ['\x7fELF', 0, 'a Linux program', `If it is a self-extracting archive: ${REPACK.toLowerCase()}`],
  ['#!', 0, 'a script', `If it is a self-extracting archive: ${REPACK.toLowerCase()}`],
  [
    'version https://git-lfs',
    0,
    'a Git LFS pointer',
    'Run git lfs pull where you packed it, then pack again.',
  ],
  ['%PDF-', 0, 'a PDF document', EXPORT],
  ['\x89PNG', 0, 'a PNG image', EXPORT],
  ['\xff\xd8\xff', 0, 'a JPEG image', EXPORT],
  ['GIF8', 0, 'a GIF image', EXPORT],
  ['WEBP', 8, 'a WebP image', EXPORT],
  ['II*\0', 0, 'a TIFF image', EXPORT],
  ['MM\0*', 0, 'a TIFF image', EXPORT],
  ['SQLite format 3', 0, 'a SQLite database', EXPORT],
  ['PAR1', 0, 'a Parquet table', EXPORT],
  ['\x93NUMPY', 0, 'a NumPy array', EXPORT],
  [
    '\0\x05\x16\x07',
    0,
    'metadata of macOS (AppleDouble)',
    'Pack the folder without the files that begin with "._".',
  ],
];

const AUDIO_MARKS: readonly (readonly [mark: string, at: number])[] = [
  ['RIFF', 0],
  ['RF64', 0],
  ['BW64', 0],
  ['fLaC', 0],
  ['OggS', 0],
  ['ID3', 0],
  ['ftyp', 4],
  ['\x1aE\xdf\xa3', 0], // Matroska, WebM
  ['FORM', 0], // AIFF
  ['caff', 0],
  ['.snd', 0],
  ['#!AMR', 0],
];

const RECORDING: RecognizedContent = {
  what: 'a single recording',
  advice: 'Put your clips into a zip or tar.',
  isAudio: true,
};

/**
 * Recognizes a file by its first 512 bytes. Returns null if it is none of the kinds that people send or pack by mistake.
 *
 * @param size size of the whole file in bytes
 */
export function recognizeContent(head: Uint8Array, size = head.length): RecognizedContent | null {
  if (size === 0) return { what: 'an empty file', advice: 'Check that the copy or download was complete.' };
  const start = Buffer.from(head.subarray(0, 512)).toString('latin1');
  const found = MARKS.find(([mark, at]) => start.startsWith(mark, at));
  const isAudio = AUDIO_MARKS.some(([mark, at]) => start.startsWith(mark, at));
  if (found !== undefined && !(isAudio && found[1] === 0)) return { what: found[2], advice: found[3] };
  if (isAudio) return RECORDING;
  if (head.every((byte) => byte === 0))
    return { what: 'a file of zeros', advice: 'The copy or download failed; repeat it.' };
  return recognizeText(head);
}

function recognizeText(head: Uint8Array): RecognizedContent | null {
  const text = decodeText(head);
  if (text === null) return null;
  const trimmed = text.trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body)/.test(trimmed))
    return {
      what: 'a web page (HTML)',
      advice:
        'The download probably got a login or error page. Sign in, or check the link, and download again.',
    };
  if (/^<\?xml|^<[a-z]+[ >]/.test(trimmed))
    return {
      what: 'an XML document',
      advice: 'The download may have got an error message; open it in an editor.',
    };
  if (/^[[{]/.test(trimmed))
    return {
      what: 'a JSON document',
      advice: 'The download may have got an error message; open it in an editor.',
    };
  return { what: 'a text file', advice: 'Open it in an editor: it may contain an error message or a path.' };
}

/** Returns null for bytes that are not text in ASCII, UTF-8 or UTF-16. */
function decodeText(head: Uint8Array): string | null {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const label = !isUtf16 ? 'utf-8' : head[0] === 0xff ? 'utf-16le' : 'utf-16be';
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(head.subarray(0, 512), { stream: true });
    // eslint-disable-next-line no-control-regex -- text contains none of these control characters
    return /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
