/** Audio containers other than RIFF/WAVE by their first bytes, so that an error can name what was sent. */
const MAGICS: readonly { readonly name: string; readonly at: number; readonly bytes: string }[] = [
  { name: 'MP3 (ID3 tag)', at: 0, bytes: 'ID3' },
  { name: 'FLAC', at: 0, bytes: 'fLaC' },
  { name: 'Ogg', at: 0, bytes: 'OggS' },
  { name: 'M4A/MP4', at: 4, bytes: 'ftyp' },
  { name: 'AIFF', at: 8, bytes: 'AIFF' },
  { name: 'AIFF-C', at: 8, bytes: 'AIFC' },
  { name: 'Wave64', at: 0, bytes: 'riff\x2e\x91\xcf\x11' },
  { name: 'big-endian WAV (RIFX)', at: 0, bytes: 'RIFX' },
  { name: 'Core Audio (CAF)', at: 0, bytes: 'caff' },
  { name: 'Sun AU', at: 0, bytes: '.snd' },
  { name: 'AMR', at: 0, bytes: '#!AMR' },
  { name: 'WebM/Matroska', at: 0, bytes: '\x1a\x45\xdf\xa3' },
  { name: 'Windows Media (ASF)', at: 0, bytes: '\x30\x26\xb2\x75\x8e\x66\xcf\x11' },
  { name: 'NIST SPHERE', at: 0, bytes: 'NIST_1A' },
];

/** Name of the audio container or codec that the bytes begin like, WAV excepted; null when nothing is recognised. */
export function nameOfContainer(bytes: Uint8Array): string | null {
  const magic = MAGICS.find(({ at, bytes: expected }) => latin1(bytes, at, expected.length) === expected);
  if (magic) return magic.name;
  return nameOfMpegFrame(bytes);
}

/** Bytes as characters U+0000 to U+00FF; fewer than `length` at the end of the bytes. */
export function latin1(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** MPEG audio without a tag: eleven sync bits and no reserved value in the fields behind them (ISO/IEC 11172-3 §2.4.2.3). */
function nameOfMpegFrame(bytes: Uint8Array): string | null {
  const [sync = 0, second = 0, third = 0] = bytes;
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0xf6) === 0xf0) return 'AAC (ADTS)';
  const isVersionReserved = (second & 0x18) === 0x08;
  const isLayerReserved = (second & 0x06) === 0;
  const isRateReserved = (third & 0xf0) === 0xf0 || (third & 0x0c) === 0x0c;
  return isVersionReserved || isLayerReserved || isRateReserved ? null : 'MP3';
}
