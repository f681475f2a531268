import type { SerenadeError } from '#libs/contracts';
import { checkRate } from '../containers/rates.js';
import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';

export interface FlacStreamInfo {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly maxBlockSize: number;
  /** Number of samples per channel; null if the encoder did not know it. */
  readonly totalSamples: number | null;
}

const HEADER_BYTES = 4;
const STREAM_INFO_BYTES = 34;

/**
 * Reads STREAMINFO and skips the other metadata blocks (RFC 9639 §8).
 *
 * @returns the stream's parameters and the offset of its first frame
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readStreamInfo(bytes: Uint8Array): { info: FlacStreamInfo; end: number } {
  let info: FlacStreamInfo | null = null;
  let at = 4; // behind the magic
  for (let isLast = false; !isLast;) {
    if (at + HEADER_BYTES > bytes.length) throw cut(bytes);
    const [flags = 0, high = 0, middle = 0, low = 0] = bytes.subarray(at, at + HEADER_BYTES);
    const body = at + HEADER_BYTES;
    at = body + high * 65_536 + middle * 256 + low;
    if (at > bytes.length) throw cut(bytes);
    isLast = (flags & 0x80) !== 0;
    if (info === null) {
      if ((flags & 0x7f) !== 0 || at - body !== STREAM_INFO_BYTES) {
        throw malformedClip('The FLAC stream does not begin with STREAMINFO.');
      }
      info = parse(new DataView(bytes.buffer, bytes.byteOffset + body, STREAM_INFO_BYTES));
    }
  }
  if (info === null) throw cut(bytes);
  return { info, end: at };
}

function parse(view: DataView): FlacStreamInfo {
  const maxBlockSize = view.getUint16(2);
  const packed = view.getUint32(10);
  const sampleRateHz = packed >>> 12;
  const channels = ((packed >>> 9) & 7) + 1;
  const bitsPerSample = ((packed >>> 4) & 31) + 1;
  const totalSamples = (packed & 15) * 2 ** 32 + view.getUint32(14);
  checkRate('FLAC', sampleRateHz);
  if (maxBlockSize < 16 || bitsPerSample < 4) {
    const found = `blocks of ${maxBlockSize} samples and ${bitsPerSample} bits`;
    throw malformedClip(`The FLAC header states ${found}.`);
  }
  if (bitsPerSample > 24) {
    throw unsupportedClip(`The clip is FLAC of ${bitsPerSample} bits; the limit is 24.`);
  }
  return { sampleRateHz, channels, bitsPerSample, maxBlockSize, totalSamples: totalSamples || null };
}

function cut(bytes: Uint8Array): SerenadeError {
  return truncatedClip(`The FLAC header ends after ${bytes.length} bytes.`);
}
