import { SerenadeError } from '#libs/contracts';
import type { Reading } from '../reading.js';
import { findStream, walkFrames } from './frame-walk.js';

/** Access units of AAC, and the configuration that a decoder needs before them. */
export interface AacStream {
  /** AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1). */
  readonly config: Uint8Array;
  readonly units: readonly Uint8Array[];
  readonly reading: Reading;
  /** The error that ended the stream early; null if it is whole. */
  readonly error: SerenadeError | null;
}

/** Number of indices of a sampling rate, 96 to 7.35 kHz; larger indices are reserved. */
const RATES = 13;

export interface AdtsFrame {
  readonly length: number;
  readonly headerLength: number;
  readonly objectType: number;
  readonly rateIndex: number;
  readonly channelConfiguration: number;
}

export function frameAt(bytes: Uint8Array, at: number): AdtsFrame | null {
  if (at + 7 > bytes.length) return null;
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 6);
  if (sync !== 0xff || (second & 0xf6) !== 0xf0) return null;
  const headerLength = (second & 1) === 1 ? 7 : 9;
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  const rateIndex = (third >> 2) & 15;
  if (length <= headerLength || rateIndex >= RATES) return null;
  const channelConfiguration = ((third & 1) << 2) | (fourth >> 6);
  return { length, headerLength, objectType: (third >> 6) + 1, rateIndex, channelConfiguration };
}

/** Reads the frame header at `at`; returns null if there is none, or one of another stream. */
function frameLike(bytes: Uint8Array, at: number, first: AdtsFrame): AdtsFrame | null {
  const frame = frameAt(bytes, at);
  const isSame =
    frame?.rateIndex === first.rateIndex && frame.channelConfiguration === first.channelConfiguration;
  return isSame ? frame : null;
}

/**
 * Walks the frames of an ADTS file (ISO/IEC 13818-7 §6.2).
 *
 * @throws SerenadeError `clip.not_audio` unless frames follow one another, or one fills the clip
 */
export function readAdts(bytes: Uint8Array): AacStream {
  const start = findStream(bytes, 0, (at) => {
    const frame = frameAt(bytes, at);
    return frame && ((place) => frameLike(bytes, place, frame));
  });
  const first = start === null ? null : frameAt(bytes, start);
  if (start === null || first === null)
    throw new SerenadeError('clip.not_audio', 'The clip begins like AAC, but no ADTS frames follow.');
  const units: Uint8Array[] = [];
  const { unreadBytes, error } = walkFrames(
    bytes,
    start,
    (at) => frameLike(bytes, at, first),
    (at, { headerLength, length }) => units.push(bytes.subarray(at + headerLength, at + length)),
  );
  const { objectType, rateIndex, channelConfiguration } = first;
  const config = Uint8Array.of(
    (objectType << 3) | (rateIndex >> 1),
    ((rateIndex & 1) << 7) | (channelConfiguration << 3),
  );
  return { config, units, reading: { unreadBytes: unreadBytes + start, warning: null }, error };
}
