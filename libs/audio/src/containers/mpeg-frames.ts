import { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { findEndOfId3v2, isTrailingTag } from './tags.js';
import { truncatedClip } from '../clip-errors.js';

/** One frame of MPEG-1, -2 or -2.5 audio, layer I, II or III. */
export interface MpegFrame {
  /** Size of the frame in bytes, including its header. */
  readonly length: number;
  /** Number of samples per channel. */
  readonly samples: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Version, layer and rate, which are equal for frames of one stream. */
  readonly kind: number;
}

/** The result of a walk over all frames of a stream. */
export interface MpegStream {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Range of the sound in bytes, without tags. */
  readonly start: number;
  readonly end: number;
  /** Number of samples per channel in all frames with sound, including encoder delay and padding. */
  readonly samples: number;
  readonly frames: number;
  /** The error that ended the stream early; the frames before it can be decoded. */
  readonly error: SerenadeError | null;
}

/** kbit/s by index (ISO/IEC 11172-3 table B.2, 13818-3 table): MPEG-1 layers I, II, III, then MPEG-2 I, and II with III. */
const BIT_RATES = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const RATES = [44_100, 48_000, 32_000] as const;
/** Number of consecutive frames that identify MPEG audio. */
const FRAMES_TO_TRUST = 3;
/** Some taggers pad a tag with zeros. The first frame must begin within this many bytes behind the tag. */
export const MOST_PADDING = 65_536;

/** Reads the frame header at `at`; returns null if there is none. The unused free format is not supported. */
export function mpegFrameAt(bytes: Uint8Array, at: number): MpegFrame | null {
  if (at + 4 > bytes.length) return null;
  const [sync = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const version = (second >> 3) & 3; // 0: MPEG-2.5, 2: MPEG-2, 3: MPEG-1
  const layer = 4 - ((second >> 1) & 3);
  const baseRate = RATES[(third >> 2) & 3];
  if (version === 1 || layer === 4 || baseRate === undefined) return null;
  const isFirst = version === 3;
  const kbps = BIT_RATES[isFirst ? layer - 1 : layer === 1 ? 3 : 4]?.[third >> 4];
  if (kbps === undefined || kbps === 0) return null;
  const sampleRateHz = baseRate / (isFirst ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && !isFirst ? 576 : 1152;
  const length =
    layer === 1
      ? (Math.floor((12_000 * kbps) / sampleRateHz) + padding) * 4
      : Math.floor((samples / 8) * ((1000 * kbps) / sampleRateHz)) + padding;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  return { length, samples, sampleRateHz, channels, kind: version * 1e6 + layer * 1e5 + sampleRateHz };
}

/** Finds MPEG audio at or shortly behind `start`: consecutive frames, or one that fills the remaining bytes. */
export function findFirstFrame(bytes: Uint8Array, start: number): number | null {
  const last = Math.min(bytes.length - 4, start + MOST_PADDING);
  for (let at = start; at <= last; at++) {
    if (bytes[at] === 0xff && isStreamAt(bytes, at)) return at;
    // Only zeros may separate a tag from the sound; without a tag, nothing may.
    if (bytes[at] !== 0 || start === 0) return null;
  }
  return null;
}

function isStreamAt(bytes: Uint8Array, start: number): boolean {
  const first = mpegFrameAt(bytes, start);
  let at = start;
  for (
    let frame = first, count = 0;
    frame !== null && frame.kind === first?.kind;
    frame = mpegFrameAt(bytes, at)
  ) {
    at += frame.length;
    if (++count >= FRAMES_TO_TRUST || at >= bytes.length) return true;
  }
  return at > start && isTrailingTag(bytes, at);
}

/**
 * Walks all frames to detect damage. mpg123 does not report it: it skips bytes that it does not understand and decodes
 * some junk to a few samples. `error` is `clip.truncated` if the last frame is cut or a Xing header promises more
 * frames, and `clip.malformed` if something else separates two frames.
 *
 * @throws SerenadeError `clip.not_audio`, `clip.truncated` within a tag
 */
export function walkMpeg(bytes: Uint8Array): MpegStream {
  const start = findFirstFrame(bytes, findEndOfId3v2(bytes));
  const first = start === null ? null : mpegFrameAt(bytes, start);
  if (start === null || first === null) {
    throw new SerenadeError(
      'clip.not_audio',
      'The clip begins like MP3, but no frames of MPEG audio follow.',
    );
  }
  const { sampleRateHz, channels, kind } = first;
  const promised = xingFrames(bytes.subarray(start, start + first.length));
  let at = start;
  let frames = 0;
  let error: SerenadeError | null = null;
  while (at < bytes.length && error === null) {
    const frame = mpegFrameAt(bytes, at);
    if (frame?.kind !== kind) {
      if (isTrailingTag(bytes, at)) break;
      error = noFrame(bytes, at, frames);
    } else if (at + frame.length > bytes.length) {
      const text = `The last MP3 frame has ${bytes.length - at} of its ${frame.length} bytes.`;
      error = truncatedClip(text);
    } else {
      at += frame.length;
      frames++;
    }
  }
  const sounding = promised === null ? frames : frames - 1;
  if (promised !== null && promised > sounding) {
    const text = `The MP3 header promises ${promised} frames; ${sounding} are there.`;
    error ??= truncatedClip(text);
  }
  const samples = sounding * first.samples;
  return { start, end: at, samples, frames: sounding, sampleRateHz, channels, error };
}

function noFrame(bytes: Uint8Array, at: number, frames: number): SerenadeError {
  const code = bytes.length - at < 4 ? 'clip.truncated' : 'clip.malformed';
  const place = `at byte ${at} of ${bytes.length}, after ${frames} frames`;
  return new SerenadeError(code, `The clip has no frame of MPEG audio ${place}.`);
}

/**
 * Returns the number of frames that the Xing or Info header promises, without its own; null without a header. The header
 * is behind the side information of an empty layer III frame: 4 bytes of header and 9, 17 or 32 more.
 */
export function xingFrames(frame: Uint8Array): number | null {
  for (const at of [13, 21, 36]) {
    const tag = latin1(frame, at, 4);
    if (tag !== 'Xing' && tag !== 'Info') continue;
    const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
    return frame.length >= at + 12 && (view.getUint32(at + 4) & 1) !== 0 ? view.getUint32(at + 8) : 0;
  }
  return null;
}
