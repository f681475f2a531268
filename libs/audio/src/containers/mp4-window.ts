import { findMp4Box, type Mp4Box } from './mp4-boxes.js';
import { mp4Table } from './mp4-samples.js';
import type { TrackWindow } from './track.js';

/**
 * Reads the part of a track that its edit list presents (ISO/IEC 14496-12 §8.6.6). Encoders use it to hide their delay and
 * padding. Returns null without an edit, or with several, which cut or repeat the sound.
 *
 * @param mediaSeconds length of all samples of the track; 0 if it is unknown
 * @throws SerenadeError `clip.malformed`
 */
export function readMp4Window(
  bytes: Uint8Array,
  moov: Mp4Box,
  trak: Mp4Box,
  timescale: number,
  mediaSeconds: number,
): TrackWindow | null {
  const elst = findMp4Box(bytes, trak, 'edts', 'elst');
  if (elst === null) return null;
  const isLong = bytes[elst.start] === 1;
  const { count } = mp4Table(bytes, elst, 4, isLong ? 20 : 12);
  const view = new DataView(bytes.buffer, bytes.byteOffset + elst.start + 8, elst.end - elst.start - 8);
  const edits: { duration: number; time: number }[] = [];
  for (let edit = 0; edit < Math.min(count, MOST_EDITS); edit++) {
    const at = edit * (isLong ? 20 : 12);
    const duration = isLong ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const time = isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (time >= 0) edits.push({ duration, time }); // an empty edit is a pause
  }
  const [edit] = edits;
  if (edit === undefined || edits.length > 1) return null;
  const start = edit.time / timescale;
  const movie = readTimescale(bytes, findMp4Box(bytes, moov, 'mvhd'));
  // The duration has the ticks of the movie, which are often coarser than those of the track.
  const tick = movie < timescale ? 1 : 0;
  const stated = edit.duration > 0 && movie > 0 ? (edit.duration + tick) / movie : Infinity;
  const duration = Math.min(stated, mediaSeconds > start ? mediaSeconds - start : Infinity);
  return { start, duration: Number.isFinite(duration) ? duration : undefined };
}

const MOST_EDITS = 1000;

/** Reads the ticks per second of an `mvhd` or `mdhd` box; 0 if the box is missing or cut. */
export function readTimescale(bytes: Uint8Array, box: Mp4Box | null): number {
  if (box === null) return 0;
  const at = bytes[box.start] === 1 ? 20 : 12;
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start);
  return at + 4 > view.byteLength ? 0 : view.getUint32(at);
}
