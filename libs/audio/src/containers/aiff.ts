import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';
import { isBlockCodec } from '../codecs/block-codecs.js';
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

const CHUNK_HEADER_BYTES = 8;
/** The bytes of the SSND chunk in front of its samples: offset and block size. */
const SSND_HEADER_BYTES = 8;
const PCM_BE = ['pcm-s8', 'pcm-16-be', 'pcm-24-be', 'pcm-32-be'] as const;
const PCM_LE = ['pcm-s8', 'pcm-16', 'pcm-24', 'pcm-32'] as const;

/** The codec of each compression type of AIFF-C; null if the number of bits decides. */
const COMPRESSIONS: Readonly<Record<string, SampleCodec | null>> = {
  NONE: null,
  twos: null,
  sowt: null,
  'raw ': 'pcm-8',
  in24: 'pcm-24-be',
  in32: 'pcm-32-be',
  '42ni': 'pcm-24',
  '23ni': 'pcm-32',
  fl32: 'float-32-be',
  FL32: 'float-32-be',
  fl64: 'float-64-be',
  FL64: 'float-64-be',
  ulaw: 'mu-law',
  ULAW: 'mu-law',
  alaw: 'a-law',
  ALAW: 'a-law',
  ima4: 'ima4',
  'GSM ': 'gsm',
};

/** Bytes of a block of each codec, for one channel. */
const BLOCK_BYTES: Readonly<Partial<Record<SampleCodec, number>>> = { ima4: 34, gsm: 33 };

interface Common {
  readonly format: SampleFormat;
  readonly frames: number;
}

/**
 * Walks the chunks of an AIFF or AIFF-C file to its format and samples, in either order.
 *
 * @throws SerenadeError `clip.empty`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readAiffLayout(bytes: Uint8Array, reading: LayoutReading = {}): SampleLayout {
  const { totalBytes = bytes.length, isCutTaken = false } = reading;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isCompressed = latin1(bytes, 8, 4) === 'AIFC';
  let common: Common | null = null;
  let extent: Extent | null = null;
  let offset = 12;
  while (offset + CHUNK_HEADER_BYTES <= bytes.length && !(common && extent)) {
    const id = latin1(bytes, offset, 4);
    const size = view.getUint32(offset + 4);
    const start = offset + CHUNK_HEADER_BYTES;
    if (id === 'COMM') common = readCommon(bytes.subarray(start, start + size), isCompressed);
    if (id === 'SSND' && start + SSND_HEADER_BYTES <= bytes.length) {
      const skipped = SSND_HEADER_BYTES + view.getUint32(start);
      const name = 'The AIFF chunk "SSND"';
      extent = findExtent(name, start + skipped, size === 0 ? 0 : size - skipped, totalBytes, isCutTaken);
    }
    offset = start + size + (size % 2);
  }
  if (common !== null && extent !== null) return buildLayout(common.format, extent, common.frames);
  const missing = common === null ? 'COMM' : 'SSND';
  if (totalBytes > bytes.length)
    throw malformedClip(`The AIFF file has no ${missing} chunk in its first ${bytes.length} bytes.`);
  throw truncatedClip(`The AIFF file ends after ${bytes.length} bytes without a ${missing} chunk.`);
}

function readCommon(chunk: Uint8Array, isCompressed: boolean): Common {
  const needed = isCompressed ? 22 : 18;
  if (chunk.length < needed)
    throw truncatedClip(`The AIFF chunk "COMM" has ${chunk.length} of its ${needed} bytes.`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const channels = view.getUint16(0);
  if (channels === 0) throw malformedClip('The AIFF header states 0 channels.');
  const sampleRateHz = readExtended(view, 8);
  checkRate('AIFF', sampleRateHz);
  const codec = identifyCodec(isCompressed ? latin1(chunk, 18, 4) : 'NONE', view.getUint16(6));
  const blockAlign = isBlockCodec(codec) ? (BLOCK_BYTES[codec] ?? 0) * channels : frameBytes(codec, channels);
  // Writers of ima4 disagree whether they count packets or frames.
  const frames = isBlockCodec(codec) ? Infinity : view.getUint32(2);
  return { format: { codec, channels, sampleRateHz, blockAlign }, frames };
}

function identifyCodec(compression: string, bits: number): SampleCodec {
  const known = COMPRESSIONS[compression];
  if (known === undefined) {
    const shown = JSON.stringify(compression.replace(/[^\x20-\x7e]/g, '?'));
    throw unsupportedClip(`The AIFF file contains the compression ${shown}, which is not supported.`);
  }
  if (known !== null) return known;
  const codec = (compression === 'sowt' ? PCM_LE : PCM_BE)[Math.ceil(bits / 8) - 1];
  if (codec !== undefined) return codec;
  throw malformedClip(`The AIFF header states ${bits} bits per sample.`);
}

/** Reads an 80-bit float: a sign and 15 bits of exponent, then 64 bits of mantissa with its leading 1. */
function readExtended(view: DataView, at: number): number {
  const exponent = view.getUint16(at) & 0x7fff;
  return Number(view.getBigUint64(at + 2)) * 2 ** (exponent - 16_383 - 63);
}
