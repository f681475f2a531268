import type { SerenadeError } from '#libs/contracts';
import { truncatedClip } from '../clip-errors.js';
import { skipMetadata, startsMetadata } from './tags.js';

/** A frame of a stream that consists of frames alone: MPEG audio, or AAC in ADTS. */
export interface StreamFrame {
  /** Size of the frame in bytes, including its header. */
  readonly length: number;
}

/** Reads the frame header at an offset; returns null if there is none, or one of another stream. */
export type FrameReader<F extends StreamFrame> = (at: number) => F | null;

export interface FrameWalk {
  /** Number of bytes between or behind the frames that are not tags. */
  readonly unreadBytes: number;
  /** Number of places at which bytes that are not a tag interrupt the frames. */
  readonly gaps: number;
  /** `clip.truncated` if the last frame is cut; the frames before it can be decoded. */
  readonly error: SerenadeError | null;
}

/** Number of consecutive frames that identify a stream. */
const FRAMES_TO_TRUST = 3;
/** Number of bytes in which a stream must begin. */
export const MOST_JUNK = 65_536;

/** Walks all frames from `start` on. It steps over tags, and over junk to the next place where frames follow one another. */
export function walkFrames<F extends StreamFrame>(
  bytes: Uint8Array,
  start: number,
  frameAt: FrameReader<F>,
  onFrame: (at: number, frame: F) => void,
): FrameWalk {
  let at = start;
  let unreadBytes = 0;
  let gaps = 0;
  while (at < bytes.length) {
    const frame = frameAt(at);
    if (frame !== null) {
      if (at + frame.length > bytes.length) {
        const text = `The last frame has ${bytes.length - at} of its ${frame.length} bytes.`;
        return { unreadBytes, gaps, error: truncatedClip(text) };
      }
      onFrame(at, frame);
      at += frame.length;
      continue;
    }
    const behind = skipMetadata(bytes, at);
    if (behind > at && behind < bytes.length) {
      at = behind;
      continue;
    }
    // A tag that reaches to the end may have a wrong size, so frames may begin within it.
    const next = findFrames(bytes, at + 1, bytes.length, frameAt);
    if (behind === at) {
      if (next === null && isCutHeader(bytes, at)) {
        const text = `The clip ends after ${bytes.length} bytes, within the header of a frame.`;
        return { unreadBytes, gaps, error: truncatedClip(text) };
      }
      unreadBytes += (next ?? bytes.length) - at;
      if (next !== null) gaps++;
    }
    at = next ?? bytes.length;
  }
  return { unreadBytes, gaps, error: null };
}

/**
 * Finds the first frame of a stream at `start` or shortly behind it: the size of a tag may be wrong, and junk may follow
 * the first frames.
 *
 * @param likeAt returns the reader of frames like the one at an offset; null if there is none
 */
export function findStream<F extends StreamFrame>(
  bytes: Uint8Array,
  start: number,
  likeAt: (at: number) => FrameReader<F> | null,
): number | null {
  const end = start + MOST_JUNK;
  for (let at = bytes.indexOf(0xff, start); at >= 0 && at < end; at = bytes.indexOf(0xff, at + 1)) {
    const frameAt = likeAt(at);
    if (frameAt === null) continue;
    const isStream = startsFrames(bytes, at, frameAt);
    if (isStream || (at === start && findFrames(bytes, at + 1, end, frameAt) !== null)) return at;
  }
  return null;
}

/** Finds the first place in [start, end) where frames follow one another, or frames fill the remaining bytes. */
export function findFrames<F extends StreamFrame>(
  bytes: Uint8Array,
  start: number,
  end: number,
  frameAt: FrameReader<F>,
): number | null {
  for (let at = bytes.indexOf(0xff, start); at >= 0 && at < end; at = bytes.indexOf(0xff, at + 1)) {
    const isWhole = at + (frameAt(at)?.length ?? Infinity) <= bytes.length;
    if (isWhole && startsFrames(bytes, at, frameAt)) return at;
  }
  return null;
}

/** Returns true if three frames follow one another at `start`, or fewer are followed by a tag or by the end. */
function startsFrames<F extends StreamFrame>(
  bytes: Uint8Array,
  start: number,
  frameAt: FrameReader<F>,
): boolean {
  let at = start;
  for (let count = 0; count < FRAMES_TO_TRUST; count++) {
    const frame = frameAt(at);
    if (frame === null) return count > 0 && (at >= bytes.length || startsMetadata(bytes, at));
    at += frame.length;
  }
  return true;
}

/** Returns true if the last bytes are too few for a frame header, but begin like one. */
function isCutHeader(bytes: Uint8Array, at: number): boolean {
  return bytes.length - at < 7 && bytes[at] === 0xff;
}
