import type { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { malformedClip, truncatedClip } from '../clip-errors.js';

/** A box of an ISO base media file: its kind and the place of its content. */
export interface Mp4Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Yields the boxes in `[start, end)` (ISO/IEC 14496-12 §4.2).
 *
 * @throws SerenadeError `clip.truncated` when a box reaches beyond `end`, `clip.malformed` when one is shorter than its header
 */
export function* readMp4Boxes(
  bytes: Uint8Array,
  start: number,
  end: number,
): Generator<Mp4Box, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at < end;) {
    if (at + 8 > end) throw cut(at, end - at, 8);
    let size = view.getUint32(at);
    let header = 8;
    if (size === 1) {
      if (at + 16 > end) throw cut(at, end - at, 16);
      size = Number(view.getBigUint64(at + 8));
      header = 16;
    } else if (size === 0) {
      size = end - at; // to the end of the file
    }
    if (size < header) throw malformedClip(`The MP4 box at byte ${at} has a size of ${size}.`);
    if (at + size > end) throw cut(at, end - at, size);
    yield { type: latin1(bytes, at + 4, 4), start: at + header, end: at + size };
    at += size;
  }
}

/** Finds the box at the end of a path of types within a box, the first of its type on each level; or null. */
export function findMp4Box(
  bytes: Uint8Array,
  { start, end }: Omit<Mp4Box, 'type'>,
  type: string,
  ...rest: readonly string[]
): Mp4Box | null {
  const [next, ...others] = rest;
  for (const box of readMp4Boxes(bytes, start, end)) {
    if (box.type === type) return next === undefined ? box : findMp4Box(bytes, box, next, ...others);
  }
  return null;
}

function cut(at: number, available: number, promised: number): SerenadeError {
  const text = `The MP4 box at byte ${at} promises ${promised} bytes, but has ${available}.`;
  return truncatedClip(text);
}
