import type { ClipWarning } from '#libs/contracts';
import { checkRate } from './rates.js';
import { latin1 } from './sniff.js';
import { settlePcm } from './wav-frame-size.js';
import { malformedClip, unsupportedClip } from '../clip-errors.js';

type BlockWavCodec = 'ima-adpcm' | 'ms-adpcm' | 'gsm-ms';
type PlainWavCodec =
  'pcm-8' | 'pcm-16' | 'pcm-24' | 'pcm-24-low' | 'pcm-32' | 'float-32' | 'float-64' | 'a-law' | 'mu-law';

/**
 * Encoding of samples in the data chunk. PCM is left-justified in its container, so the container decides; `pcm-24-low`
 * has its 24 bits in the low bytes of four.
 */
export type WavCodec = PlainWavCodec | BlockWavCodec;

export interface WavFormat {
  readonly codec: WavCodec;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Size in bytes of one frame of all channels; for codecs of blocks, of one block. */
  readonly blockAlign: number;
  /** True for 24 bits or fewer in four bytes; the samples tell whether the low or the high bytes contain them. */
  readonly isPadded: boolean;
  /** The fields of the header that contradict each other; null if all agree. */
  readonly warning: ClipWarning | null;
}

const PCM = 1;
const EXTENSIBLE = 0xfffe;
/** The last 12 bytes of a sub-format GUID, whose first four bytes are a format tag: those of Windows, and of B-format files. */
const SUBTYPE_TAILS = [
  '\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71',
  '\x21\x07\xd3\x11\x86\x44\xc8\xc1\xca\x00\x00\x00',
];

const TAG_NAMES: Readonly<Record<number, string>> = {
  0x0001: 'PCM',
  0x0002: 'Microsoft ADPCM',
  0x0003: 'float',
  0x0006: 'A-law',
  0x0007: 'mu-law',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0045: 'G.726',
  0x0050: 'MPEG layer 1 or 2',
  0x0055: 'MP3',
  0x00ff: 'AAC',
  0x0161: 'Windows Media Audio',
  0x1610: 'AAC',
  0x674f: 'Ogg Vorbis',
  0xf1ac: 'FLAC',
};

/**
 * Reads a `fmt ` chunk (WAVEFORMAT, WAVEFORMATEX or WAVEFORMATEXTENSIBLE).
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function readWavFormat(chunk: Uint8Array): WavFormat {
  if (chunk.length < 16) {
    throw malformedClip(`The fmt chunk has ${chunk.length} bytes; it needs at least 16.`);
  }
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const tag =
    view.getUint16(0, true) === EXTENSIBLE ? readSubFormatTag(chunk, view) : view.getUint16(0, true);
  const stated = {
    channels: view.getUint16(2, true),
    sampleRateHz: view.getUint32(4, true) || deriveRate(view),
    byteRate: view.getUint32(8, true),
    blockAlign: view.getUint16(12, true),
    bits: view.getUint16(14, true),
  };
  const { sampleRateHz, blockAlign } = stated;
  const pcm = tag === PCM ? settlePcm(stated) : null;
  const bits = pcm === null || pcm.width === Math.ceil(stated.bits / 8) ? stated.bits : 8 * pcm.width;
  const { channels } = pcm ?? stated;
  if (channels === 0) throw malformedClip('The WAV header states 0 channels.');
  checkRate('WAV', sampleRateHz);
  const codec = identifyCodec(tag, bits);
  if (codec === 'ima-adpcm' || codec === 'ms-adpcm' || codec === 'gsm-ms') {
    checkBlock(codec, blockAlign, channels);
    return { codec, channels, sampleRateHz, blockAlign, isPadded: false, warning: null };
  }
  const frame = BYTES_PER_SAMPLE[codec] * channels;
  const isPadded = pcm?.width === 4 && stated.bits > 16 && stated.bits <= 24;
  const isRight =
    view.getUint32(4, true) === sampleRateHz &&
    blockAlign === frame &&
    channels === stated.channels &&
    (bits === stated.bits || isPadded);
  const claim = `${stated.channels} channels of ${stated.bits} bits in blocks of ${blockAlign} bytes`;
  const message = `The WAV header states ${claim}; it was read as ${codec} in blocks of ${frame} bytes.`;
  const warning = isRight ? null : ({ code: 'clip.header_wrong', message } as const);
  return { codec, channels, sampleRateHz, blockAlign: frame, isPadded, warning };
}

/** Derives a rate that the header leaves at 0 from its bytes per second and per frame. */
function deriveRate(view: DataView): number {
  const blockAlign = view.getUint16(12, true);
  return blockAlign === 0 ? 0 : view.getUint32(8, true) / blockAlign;
}

function readSubFormatTag(chunk: Uint8Array, view: DataView): number {
  if (chunk.length < 40) {
    const found = `an extensible fmt chunk of ${chunk.length} bytes`;
    throw malformedClip(`The WAV header has ${found}; it needs at least 40.`);
  }
  if (!SUBTYPE_TAILS.includes(latin1(chunk, 28, 12))) {
    const guid = Array.from(chunk.subarray(24, 40), (byte) => byte.toString(16).padStart(2, '0')).join('');
    throw unsupportedClip(`The WAV file contains the unknown sub-format ${guid}.`);
  }
  return view.getUint32(24, true);
}

function identifyCodec(tag: number, bits: number): WavCodec {
  const containerBits = Math.ceil(bits / 8) * 8;
  switch (tag) {
    case PCM:
      if (bits === 0) throw malformedClip('The WAV header states 0 bits per sample.');
      if (containerBits === 8) return 'pcm-8';
      if (containerBits === 16) return 'pcm-16';
      if (containerBits === 24) return 'pcm-24';
      if (containerBits === 32) return 'pcm-32';
      break;
    case 0x0003:
      if (bits === 32) return 'float-32';
      if (bits === 64) return 'float-64';
      break;
    case 0x0006:
      return 'a-law';
    case 0x0007:
      return 'mu-law';
    case 0x0002:
      if (bits === 4) return 'ms-adpcm';
      break;
    case 0x0011:
      if (bits === 4) return 'ima-adpcm';
      break;
    case 0x0031:
      return 'gsm-ms';
  }
  const name = TAG_NAMES[tag] ?? 'unknown';
  const found = `format tag 0x${tag.toString(16).padStart(4, '0')} (${name}) with ${bits} bits per sample`;
  throw unsupportedClip(`The WAV file contains ${found}, which is not supported.`);
}

const BYTES_PER_SAMPLE: Readonly<Record<PlainWavCodec, number>> = {
  'pcm-8': 1,
  'pcm-16': 2,
  'pcm-24': 3,
  'pcm-24-low': 4,
  'pcm-32': 4,
  'float-32': 4,
  'float-64': 8,
  'a-law': 1,
  'mu-law': 1,
};

/**
 * Checks the blocks of a codec: IMA ADPCM has a header of 4 bytes per channel, then groups of 4 bytes per channel;
 * Microsoft ADPCM has a header of 7 bytes per channel; GSM has one channel in blocks of 65 bytes.
 */
function checkBlock(codec: BlockWavCodec, blockAlign: number, channels: number): void {
  if (codec === 'ima-adpcm' && blockAlign >= 4 * channels && blockAlign % (4 * channels) === 0) return;
  if (codec === 'ms-adpcm' && blockAlign >= 7 * channels) return;
  if (codec === 'gsm-ms' && blockAlign === 65 && channels === 1) return;
  const name = { 'ima-adpcm': 'IMA ADPCM', 'ms-adpcm': 'Microsoft ADPCM', 'gsm-ms': 'GSM 6.10' }[codec];
  const found = `blocks of ${blockAlign} bytes for ${channels} channels`;
  throw malformedClip(`The WAV header states ${name} in ${found}.`);
}
