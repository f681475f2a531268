import type { PcmSink } from '../pcm.js';
import type { Reading } from '../reading.js';
import { BitReader } from './bit-reader.js';
import { crc16 } from '../containers/crc.js';
import { readFrameHeader, type FlacFrameHeader } from './flac-header.js';
import { readSubframe } from './flac-subframe.js';
import { readStreamInfo, type FlacStreamInfo } from './flac-stream-info.js';
import { skipMetadata } from '../containers/tags.js';
import { emptyClip, malformedClip, truncatedClip } from '../clip-errors.js';

/** One buffer per channel, reused by all frames. */
interface Buffers {
  readonly samples: readonly Int32Array[]; // [channels][frame]
  readonly floats: readonly Float32Array[]; // [channels][frame]
}

/**
 * Decodes FLAC (RFC 9639) of 4 to 24 bits. It is our own code for three reasons: samples equal those of a WAV file
 * exactly, it checks the checksum of each frame, and it knows where a stream breaks off.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`, `clip.empty`, and what the sink throws
 */
export function decodeFlac(bytes: Uint8Array, sink: PcmSink): Reading {
  const { info, end } = readStreamInfo(bytes);
  sink.open({ sampleRateHz: info.sampleRateHz, channels: info.channels, frames: info.totalSamples });
  const buffers = allocate(info);
  let decoded = 0;
  let at = end;
  while (info.totalSamples === null ? startsFrame(bytes, at, decoded) : decoded < info.totalSamples) {
    if (at >= bytes.length)
      throw truncatedClip(`The FLAC stream promises ${info.totalSamples} samples and ends after ${decoded}.`);
    const header = readFrameHeader(bytes, at, info);
    at = decodeFrame(bytes, at, header, info, buffers);
    // The last block may be longer than the header promises; the surplus is dropped.
    const count = Math.min(header.blockSize, (info.totalSamples ?? Infinity) - decoded);
    scale(buffers, header.blockSize, info.bitsPerSample);
    sink.push(buffers.floats.map((channel) => channel.subarray(0, count)));
    decoded += count;
  }
  if (decoded === 0) throw emptyClip('The FLAC stream contains no samples.');
  return { unreadBytes: bytes.length - skipMetadata(bytes, at), warning: null };
}

export function allocate({ channels, maxBlockSize }: FlacStreamInfo): Buffers {
  return {
    samples: Array.from({ length: channels }, () => new Int32Array(maxBlockSize)),
    floats: Array.from({ length: channels }, () => new Float32Array(maxBlockSize)),
  };
}

/** @returns the offset behind the frame */
export function decodeFrame(
  bytes: Uint8Array,
  start: number,
  { blockSize, channelMode, end }: FlacFrameHeader,
  { bitsPerSample }: FlacStreamInfo,
  { samples }: Buffers,
): number {
  const reader = new BitReader(bytes, end);
  samples.forEach((channel, index) => {
    // The difference of two channels needs one bit more than either.
    const isSide = (channelMode === 'left-side' || channelMode === 'mid-side' ? 1 : 0) === index;
    const width = bitsPerSample + (channelMode !== 'independent' && isSide ? 1 : 0);
    readSubframe(reader, width, channel, blockSize);
  });
  reader.alignToByte();
  const footer = reader.byteOffset;
  const expected = reader.read(16);
  if (crc16(bytes, start, footer) !== expected) {
    throw malformedClip(`The FLAC frame at byte ${start} does not match its checksum.`);
  }
  undoDecorrelation(samples, channelMode, blockSize);
  return footer + 2;
}

function undoDecorrelation(
  [first, second]: readonly Int32Array[],
  mode: FlacFrameHeader['channelMode'],
  count: number,
): void {
  if (mode === 'independent' || first === undefined || second === undefined) return;
  for (let i = 0; i < count; i++) {
    const a = first[i] ?? 0;
    const b = second[i] ?? 0;
    if (mode === 'left-side') second[i] = a - b;
    else if (mode === 'side-right') first[i] = a + b;
    else {
      // The mid channel lost its lowest bit, which equals that of the side channel.
      const right = (2 * a + (b & 1) - b) / 2;
      first[i] = right + b;
      second[i] = right;
    }
  }
}

/** Scales full scale to 1, as in a WAV file of the same width. */
export function scale({ samples, floats }: Buffers, count: number, bitsPerSample: number): void {
  const factor = 2 ** (1 - bitsPerSample);
  samples.forEach((channel, index) => {
    const out = floats[index] ?? new Float32Array();
    for (let i = 0; i < count; i++) out[i] = (channel[i] ?? 0) * factor;
  });
}

/** Returns true if only tags and zeros remain, for a stream that does not state its length. */
export function isEnd(bytes: Uint8Array, at: number): boolean {
  return skipMetadata(bytes, at) === bytes.length;
}

/**
 * Returns true unless a stream that does not state its length ends at `at`: with the bytes, a tag, or bytes that do not
 * begin like a frame. The first frame must be one.
 */
function startsFrame(bytes: Uint8Array, at: number, decoded: number): boolean {
  if (decoded === 0) return skipMetadata(bytes, at) < bytes.length;
  const isCut = bytes.length - at === 1 && bytes[at] === 0xff;
  return isCut || (bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xfe) === 0xf8);
}
