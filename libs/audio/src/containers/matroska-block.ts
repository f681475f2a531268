import { malformedClip } from '../clip-errors.js';
import { readVint, type EbmlElement } from './ebml.js';

/** A block: the number of its track, and one or more frames. */
export interface MatroskaBlock {
  readonly track: number;
  readonly frames: readonly Uint8Array[];
}

const HEADER_BYTES = 3; // a timestamp of 16 bits, and flags
const XIPH = 1;
const FIXED = 2;

/**
 * Reads a SimpleBlock or Block (RFC 9559 §10). Lacing stores the lengths of several frames in front of them.
 *
 * @throws SerenadeError `clip.malformed`
 */
export function readMatroskaBlock(bytes: Uint8Array, { start, end }: EbmlElement): MatroskaBlock {
  const body = bytes.subarray(start, end);
  const number = readVint(body, 0);
  if (number === null || number.length + HEADER_BYTES > body.length) throw malformed(start, 'is cut');
  const lacing = ((body[number.length + 2] ?? 0) >> 1) & 3;
  const content = body.subarray(number.length + HEADER_BYTES);
  const track = number.value;
  if (lacing === 0) return { track, frames: [content] };
  const count = (content[0] ?? 0) + 1;
  const { lengths, from } = readLengths(content, lacing, count, start);
  const frames: Uint8Array[] = [];
  let at = from;
  for (const length of lengths) {
    if (length < 0 || at + length > content.length) throw malformed(start, 'has a lace beyond its end');
    frames.push(content.subarray(at, at + length));
    at += length;
  }
  frames.push(content.subarray(at));
  return { track, frames };
}

/** Returns the lengths of all frames but the last, and the offset of the first frame. */
function readLengths(content: Uint8Array, lacing: number, count: number, place: number) {
  const lengths: number[] = [];
  if (lacing === FIXED) {
    const length = (content.length - 1) / count;
    if (!Number.isInteger(length)) throw malformed(place, `does not divide into ${count} frames`);
    return { lengths: Array.from({ length: count - 1 }, () => length), from: 1 };
  }
  let at = 1;
  let length = 0;
  while (lengths.length < count - 1) {
    if (lacing === XIPH) {
      length = 0;
      let byte: number;
      do {
        byte = content[at++] ?? 0;
        length += byte;
      } while (byte === 255);
    } else {
      const number = readVint(content, at);
      if (number === null) throw malformed(place, 'ends within its lacing');
      // The first length is a number, and each following one the difference from the one before.
      const bias = 2 ** (7 * number.length - 1) - 1;
      length = lengths.length === 0 ? number.value : length + number.value - bias;
      at += number.length;
    }
    if (at > content.length) throw malformed(place, 'ends within its lacing');
    lengths.push(length);
  }
  return { lengths, from: at };
}

function malformed(place: number, what: string) {
  return malformedClip(`The Matroska block at byte ${place} ${what}.`);
}
