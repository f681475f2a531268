import { malformedClip, unsupportedClip } from '../clip-errors.js';
import { checkRate } from './rates.js';
import { frameBytes, type PlainCodec } from './sample-layout.js';
import { latin1 } from './sniff.js';
import type { TrackCodec } from './track.js';
import { readWavFormat } from './wav-format.js';

/** Sampling rates by index (ISO/IEC 14496-3 table 1.18). */
const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const AAC_LC = 2;

/**
 * Describes AAC by its AudioSpecificConfig, or builds the one of AAC-LC if the container has none.
 *
 * @param isDoubled true if the rate is that of the output of spectral band replication, twice that of the core
 * @throws SerenadeError `clip.malformed`
 */
export function describeAac(
  config: Uint8Array,
  sampleRateHz: number,
  channels: number,
  isDoubled: boolean,
): TrackCodec {
  if (config.length >= 2) return { name: 'aac', config };
  const index = AAC_RATES.indexOf(isDoubled ? sampleRateHz / 2 : sampleRateHz);
  if (index < 0 || channels < 1 || channels > 7)
    throw malformedClip(
      `The clip is AAC of ${sampleRateHz} Hz and ${channels} channels without a configuration.`,
    );
  return {
    name: 'aac',
    config: Uint8Array.of((AAC_LC << 3) | (index >> 1), ((index & 1) << 7) | (channels << 3)),
  };
}

/**
 * Describes Opus by its identification header, or builds one for mono and stereo if the container has none.
 *
 * @param preSkip number of samples at 48 kHz that the decoder must drop
 * @throws SerenadeError `clip.malformed`
 */
export function describeOpus(head: Uint8Array, channels: number, preSkip: number): TrackCodec {
  if (latin1(head, 0, 8) === 'OpusHead') return { name: 'opus', head };
  if (head.length > 0 || channels < 1 || channels > 2)
    throw malformedClip(`The clip is Opus of ${channels} channels without an identification header.`);
  return { name: 'opus', head: buildOpusHead({ channels, preSkip, gain: 0, mapping: Uint8Array.of(0) }) };
}

/** Builds the identification header (RFC 7845 §5.1). `mapping` is the channel mapping family and its table. */
export function buildOpusHead(fields: {
  readonly channels: number;
  readonly preSkip: number;
  readonly gain: number;
  readonly mapping: Uint8Array;
}): Uint8Array {
  const head = new Uint8Array(18 + fields.mapping.length);
  const view = new DataView(head.buffer);
  head.set(Buffer.from('OpusHead\x01', 'latin1'));
  view.setUint8(9, fields.channels);
  view.setUint16(10, fields.preSkip, true);
  view.setUint32(12, 48_000, true);
  view.setInt16(16, fields.gain, true);
  head.set(fields.mapping, 18);
  return head;
}

/** Describes the codec of a WAVEFORMATEX structure. @throws SerenadeError `clip.malformed`, `clip.unsupported_codec` */
export function describeWave(format: Uint8Array): TrackCodec {
  const view = new DataView(format.buffer, format.byteOffset, format.length);
  const tag = format.length < 16 ? 0 : view.getUint16(0, true);
  if (tag === 0x50 || tag === 0x55) return { name: 'mpeg' };
  if (tag === 0xff)
    return describeAac(format.subarray(18), view.getUint32(4, true), view.getUint16(2, true), false);
  return { name: 'samples', format: readWavFormat(format) };
}

/**
 * Describes samples of a fixed number of bytes.
 *
 * @param bits as stated; a sample takes whole bytes
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function describeSamples(fields: {
  readonly kind: 'integer' | 'float';
  readonly bits: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly isBigEndian: boolean;
  readonly isSigned8: boolean;
}): TrackCodec {
  const { kind, bits, channels, isBigEndian, isSigned8 } = fields;
  const name = `${kind === 'float' ? 'float' : 'pcm'}-${8 * Math.ceil(bits / 8)}`;
  const codec = name === 'pcm-8' ? (isSigned8 ? 'pcm-s8' : 'pcm-8') : WIDTHS.find((width) => width === name);
  if (codec === undefined)
    throw unsupportedClip(
      `The clip is a track of ${kind} samples with ${bits} bits, which is not supported.`,
    );
  const isByte = codec === 'pcm-8' || codec === 'pcm-s8';
  return describePlain(isBigEndian && !isByte ? `${codec}-be` : codec, channels, fields.sampleRateHz);
}

const WIDTHS = ['pcm-16', 'pcm-24', 'pcm-32', 'float-32', 'float-64'] as const;

/** @throws SerenadeError `clip.malformed` */
export function describePlain(codec: PlainCodec, channels: number, rate: number): TrackCodec {
  const sampleRateHz = Math.round(rate);
  checkRate('track', sampleRateHz);
  if (channels < 1 || channels > MOST_CHANNELS) throw malformedClip(`The track has ${channels} channels.`);
  const blockAlign = frameBytes(codec, channels);
  return { name: 'samples', format: { codec, channels, sampleRateHz, blockAlign } };
}

const MOST_CHANNELS = 255;

/** Splits the three headers of Vorbis, in front of which Xiph lacing states the lengths of the first two. @throws SerenadeError `clip.malformed` */
export function splitXiphHeaders(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] !== 2) throw malformedClip('The track has no Vorbis headers.');
  const lengths: number[] = [];
  let at = 1;
  while (lengths.length < 2 && at < bytes.length) {
    let length = 0;
    let byte: number;
    do {
      byte = bytes[at++] ?? 0;
      length += byte;
    } while (byte === 255);
    lengths.push(length);
  }
  const [first = 0, second = 0] = lengths;
  if (at + first + second > bytes.length) throw malformedClip('The Vorbis headers of the track are cut.');
  const cuts = [at, at + first, at + first + second, bytes.length];
  return [0, 1, 2].map((header) => bytes.subarray(cuts[header], cuts[header + 1]));
}
