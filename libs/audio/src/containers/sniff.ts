import { isGsm } from './gsm-file.js';

/** A supported container or codec. */
export type ClipFormat =
  | 'wav'
  | 'aiff'
  | 'au'
  | 'caf'
  | 'w64'
  | 'flac'
  | 'mp3'
  | 'ogg'
  | 'mp4'
  | 'matroska'
  | 'adts'
  | 'amr'
  | 'gsm';

interface Magic {
  readonly name: string;
  readonly at: number;
  readonly bytes: string;
  /** Null for a known format without a decoder. */
  readonly format: ClipFormat | null;
}

const MAGICS: readonly Magic[] = [
  { name: 'WAV', at: 0, bytes: 'RIFF', format: 'wav' },
  { name: 'WAV (RF64)', at: 0, bytes: 'RF64', format: 'wav' },
  { name: 'WAV (BW64)', at: 0, bytes: 'BW64', format: 'wav' },
  { name: 'FLAC', at: 0, bytes: 'fLaC', format: 'flac' },
  { name: 'Ogg', at: 0, bytes: 'OggS', format: 'ogg' },
  { name: 'M4A/MP4', at: 4, bytes: 'ftyp', format: 'mp4' },
  // QuickTime files of cameras, and fragments, begin with another box.
  ...['moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'styp', 'moof', 'sidx'].map((bytes): Magic => ({
    name: 'QuickTime',
    at: 4,
    bytes,
    format: 'mp4',
  })),
  { name: 'WebM/Matroska', at: 0, bytes: '\x1a\x45\xdf\xa3', format: 'matroska' },
  { name: 'AIFF', at: 8, bytes: 'AIFF', format: 'aiff' },
  { name: 'AIFF-C', at: 8, bytes: 'AIFC', format: 'aiff' },
  { name: 'Wave64', at: 0, bytes: 'riff\x2e\x91\xcf\x11', format: 'w64' },
  { name: 'big-endian WAV (RIFX)', at: 0, bytes: 'RIFX', format: null },
  { name: 'Core Audio (CAF)', at: 0, bytes: 'caff', format: 'caf' },
  { name: 'Sun AU', at: 0, bytes: '.snd', format: 'au' },
  { name: 'AMR', at: 0, bytes: '#!AMR', format: 'amr' },
  { name: 'Windows Media (ASF)', at: 0, bytes: '\x30\x26\xb2\x75\x8e\x66\xcf\x11', format: null },
  { name: 'NIST SPHERE', at: 0, bytes: 'NIST_1A', format: null },
  { name: 'WavPack', at: 0, bytes: 'wvpk', format: null },
  { name: "Monkey's Audio", at: 0, bytes: 'MAC ', format: null },
];

/**
 * Identifies a clip by its first bytes; its name and extension are ignored. Returns null if it recognizes nothing, which
 * includes bytes that end within a magic.
 */
export function sniff(bytes: Uint8Array, start = 0): Omit<Magic, 'at' | 'bytes'> | null {
  const magic = MAGICS.find(
    ({ at, bytes: expected }) => latin1(bytes, start + at, expected.length) === expected,
  );
  return magic ?? sniffMpeg(bytes, start) ?? (isGsm(bytes, start) ? { name: 'GSM', format: 'gsm' } : null);
}

/** Returns true if these few bytes are the beginning of a supported format. */
export function isCutMagic(bytes: Uint8Array): boolean {
  const found = latin1(bytes, 0, bytes.length);
  return MAGICS.some(
    ({ at, bytes: magic, format }) => format !== null && at === 0 && magic.startsWith(found),
  );
}

/** Decodes bytes as characters U+0000 to U+00FF; fewer than `length` at the end of the bytes. */
export function latin1(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Identifies MPEG audio, which has no magic, only eleven sync bits and reserved values behind them (ISO/IEC 11172-3 §2.4.2.3). */
function sniffMpeg(bytes: Uint8Array, start: number): Omit<Magic, 'at' | 'bytes'> | null {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(start, start + 3);
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0xf6) === 0xf0) return { name: 'AAC (ADTS)', format: 'adts' };
  const isVersionReserved = (second & 0x18) === 0x08;
  const isLayerReserved = (second & 0x06) === 0;
  const isRateReserved = (third & 0xf0) === 0xf0 || (third & 0x0c) === 0x0c;
  return isVersionReserved || isLayerReserved || isRateReserved ? null : { name: 'MP3', format: 'mp3' };
}
