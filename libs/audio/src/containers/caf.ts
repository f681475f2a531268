import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';
import { checkRate } from './rates.js';
import { latin1 } from './sniff.js';
import {
  buildLayout,
  findExtent,
  frameBytes,
  type Extent,
  type LayoutReading,
  type SampleCodec,
  type SampleFormat,
  type SampleLayout,
} from './sample-layout.js';

const CHUNK_HEADER_BYTES = 12;
const DESCRIPTION_BYTES = 32;
/** Flags of linear PCM. */
const IS_FLOAT = 1;
const IS_LITTLE_ENDIAN = 2;

const INTEGERS = ['pcm-s8', 'pcm-16', 'pcm-24', 'pcm-32'] as const;
const INTEGERS_BE = ['pcm-s8', 'pcm-16-be', 'pcm-24-be', 'pcm-32-be'] as const;
const FLOATS = { 32: 'float-32', 64: 'float-64' } as const;
const FLOATS_BE = { 32: 'float-32-be', 64: 'float-64-be' } as const;

/** A codec in CAF whose packets a decoder needs one by one. */
export type PacketCodec = 'aac' | 'alac' | 'opus';

const PACKET_CODECS: Readonly<Record<string, PacketCodec>> = { 'aac ': 'aac', alac: 'alac', opus: 'opus' };

/** The chunks of a CAF file. */
export interface CafFile {
  readonly sound:
    | { readonly kind: 'samples'; readonly format: SampleFormat }
    | { readonly kind: 'mp3' }
    | { readonly kind: 'packets'; readonly codec: PacketCodec };
  readonly data: Extent;
  /** The packet table, if there is one before the end of the bytes. */
  readonly table: PacketTable | null;
  /** The configuration of the decoder. */
  readonly cookie: Uint8Array | null;
  readonly description: Description;
}

interface PacketTable {
  readonly packets: number;
  /** The numbers of frames of sound, and of encoder delay before and padding behind it. */
  readonly frames: number;
  readonly delay: number;
  /** The sizes of the packets, if they differ. */
  readonly sizes: Uint8Array;
}

interface Description {
  readonly id: string;
  readonly flags: number;
  readonly packetBytes: number;
  readonly packetFrames: number;
  readonly channels: number;
  readonly bits: number;
  readonly sampleRateHz: number;
}

/**
 * Walks the chunks of a Core Audio Format file.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readCaf(bytes: Uint8Array, reading: LayoutReading = {}): CafFile {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let description: Description | null = null;
  let data: Extent | null = null;
  let table: PacketTable | null = null;
  let cookie: Uint8Array | null = null;
  for (let offset = 8; offset + CHUNK_HEADER_BYTES <= bytes.length;) {
    const id = latin1(bytes, offset, 4);
    const size = Number(view.getBigInt64(offset + 4));
    const start = offset + CHUNK_HEADER_BYTES;
    const body = bytes.subarray(start, start + Math.max(0, size));
    if (id === 'desc') description = readDescription(body);
    if (id === 'data' && data === null) {
      // Four bytes that count edits precede the samples.
      data = findExtent('The CAF chunk "data"', start + 4, size - 4, totalBytes, isCutTaken);
      offset = data.start + data.bytes;
      continue;
    }
    if (size < 0) throw malformedClip(`The CAF chunk at byte ${offset} has a size of ${size}.`);
    if (id === 'pakt' && body.length >= 24) table = readPacketTable(body);
    if (id === 'kuki') cookie = body;
    offset = start + size;
  }
  if (description !== null && data !== null)
    return { sound: identifySound(description), data, table, cookie, description };
  const missing = description === null ? 'desc' : 'data';
  if (totalBytes > bytes.length)
    throw malformedClip(`The CAF file has no ${missing} chunk in its first ${bytes.length} bytes.`);
  throw truncatedClip(`The CAF file ends after ${bytes.length} bytes without a ${missing} chunk.`);
}

/**
 * Reads the layout of a CAF file of plain samples.
 *
 * @throws SerenadeError as `readCaf`; `clip.unsupported_codec` for a file of packets
 */
export function readCafLayout(bytes: Uint8Array, reading: LayoutReading = {}): SampleLayout {
  const { sound, data, table } = readCaf(bytes, reading);
  if (sound.kind !== 'samples')
    throw unsupportedClip('The CAF file contains packets of a codec, not samples.');
  return buildLayout(sound.format, data, table?.frames ?? Infinity);
}

function readDescription(chunk: Uint8Array): Description {
  if (chunk.length < DESCRIPTION_BYTES)
    throw truncatedClip(`The CAF chunk "desc" has ${chunk.length} of its ${DESCRIPTION_BYTES} bytes.`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const description = {
    sampleRateHz: view.getFloat64(0),
    id: latin1(chunk, 8, 4),
    flags: view.getUint32(12),
    packetBytes: view.getUint32(16),
    packetFrames: view.getUint32(20),
    channels: view.getUint32(24),
    bits: view.getUint32(28),
  };
  const { channels, sampleRateHz } = description;
  if (channels === 0 || channels > 65_535) throw malformedClip(`The CAF header states ${channels} channels.`);
  checkRate('CAF', sampleRateHz);
  return description;
}

function readPacketTable(chunk: Uint8Array): PacketTable {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  return {
    packets: Number(view.getBigInt64(0)),
    frames: Number(view.getBigInt64(8)),
    delay: view.getInt32(16),
    sizes: chunk.subarray(24),
  };
}

function identifySound({ id, flags, channels, bits, sampleRateHz }: Description): CafFile['sound'] {
  if (/^\.mp[123]$/.test(id)) return { kind: 'mp3' };
  const codec = PACKET_CODECS[id];
  if (codec !== undefined) return { kind: 'packets', codec };
  const format = { channels, sampleRateHz };
  if (id === 'ima4')
    return { kind: 'samples', format: { ...format, codec: 'ima4', blockAlign: 34 * channels } };
  const plain =
    id === 'ulaw' ? 'mu-law' : id === 'alaw' ? 'a-law' : id === 'lpcm' ? pcmCodec(flags, bits) : null;
  if (plain !== null)
    return { kind: 'samples', format: { ...format, codec: plain, blockAlign: frameBytes(plain, channels) } };
  const shown = JSON.stringify(id.replace(/[^\x20-\x7e]/g, '?'));
  throw unsupportedClip(`The CAF file contains the codec ${shown}, which is not supported.`);
}

function pcmCodec(flags: number, bits: number) {
  const isLittle = (flags & IS_LITTLE_ENDIAN) !== 0;
  const codec =
    (flags & IS_FLOAT) !== 0
      ? (isLittle ? FLOATS : FLOATS_BE)[bits as 32 | 64]
      : (isLittle ? INTEGERS : INTEGERS_BE)[Math.ceil(bits / 8) - 1];
  if (codec === undefined) throw malformedClip(`The CAF header states ${bits} bits per sample.`);
  return codec satisfies SampleCodec;
}
