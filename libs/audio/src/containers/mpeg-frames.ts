import { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { findEndOfId3v2, skipMetadata } from './tags.js';
import { malformedClip, truncatedClip } from '../clip-errors.js';
import type { Reading } from '../reading.js';
import { findStream, walkFrames } from './frame-walk.js';

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
  /** Ranges of the sound in bytes, without tags and junk. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Number of samples per channel in all frames with sound, including encoder delay and padding. */
  readonly samples: number;
  readonly frames: number;
  /** Number of places at which bytes that are not a tag interrupt the frames. */
  readonly gaps: number;
  readonly reading: Reading;
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

/** Finds MPEG audio at `start` or shortly behind it. */
export function findFirstFrame(bytes: Uint8Array, start: number): number | null {
  return findStream(bytes, start, (at) => {
    const frame = mpegFrameAt(bytes, at);
    return frame && ((place) => mpegFrameOf(bytes, place, frame.kind));
  });
}

function mpegFrameOf(bytes: Uint8Array, at: number, kind: number): MpegFrame | null {
  const frame = mpegFrameAt(bytes, at);
  return frame?.kind === kind ? frame : null;
}

/**
 * Walks all frames to find the sound. mpg123 does not report damage: it skips bytes that it does not understand and
 * decodes some junk to a few samples. Several files joined to one are read to the end. `error` is `clip.truncated` if the
 * last frame is cut or a Xing header promises more frames than are there.
 *
 * @throws SerenadeError `clip.not_audio`, `clip.truncated` within a tag
 */
export function walkMpeg(bytes: Uint8Array): MpegStream {
  const from = findEndOfId3v2(bytes);
  const start = findFirstFrame(bytes, from);
  const first = start === null ? null : mpegFrameAt(bytes, start);
  if (start === null || first === null) {
    const text = 'The clip begins like MP3, but no frames of MPEG audio follow.';
    throw new SerenadeError('clip.not_audio', text);
  }
  const { sampleRateHz, channels, kind } = first;
  const ranges: { start: number; end: number }[] = [];
  let frames = 0;
  const walk = walkFrames(
    bytes,
    start,
    (at) => mpegFrameOf(bytes, at, kind),
    (at, frame) => {
      if (frame.channels > channels)
        throw malformedClip(`The MP3 stream changes from 1 channel to 2 at byte ${at}.`);
      const last = ranges.at(-1);
      if (last?.end === at) last.end += frame.length;
      else ranges.push({ start: at, end: at + frame.length });
      frames++;
    },
  );
  const promised = xingFrames(bytes.subarray(start, start + first.length));
  const sounding = promised === null ? frames : frames - 1;
  const { error, warning } = compareFrames(promised ?? 0, sounding);
  return {
    ranges,
    samples: sounding * first.samples,
    frames: sounding,
    sampleRateHz,
    channels,
    gaps: walk.gaps,
    reading: {
      unreadBytes: walk.unreadBytes + start - skipMetadata(bytes.subarray(0, start), from),
      warning,
    },
    error: walk.error ?? error,
  };
}

/** Some writers count the frame of the Xing header too, so one frame more than there are is no damage. */
function compareFrames(promised: number, found: number) {
  if (promised <= found) return { error: null, warning: null };
  const message = `The MP3 header promises ${promised} frames; ${found} are there.`;
  if (promised > found + 1) return { error: truncatedClip(message), warning: null };
  return { error: null, warning: { code: 'clip.header_wrong', message } as const };
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
