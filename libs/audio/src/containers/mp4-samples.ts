import { malformedClip } from '../clip-errors.js';
import { findMp4Box, type Mp4Box } from './mp4-boxes.js';

const malformed = (what: string) => malformedClip(`The MP4 file ${what}.`);

/** More access units than this would be 250 days of sound, so the count is a lie. */
const MOST_UNITS = 1e9;

/** The samples that the tables of a track list. */
export interface Mp4Units {
  readonly units: Uint8Array[];
  /** Number of samples that the tables promise beyond the end of the file. */
  readonly missing: number;
}

/**
 * Reads the samples of a track in order (ISO/IEC 14496-12 §8.7): chunks contain offsets, runs the number of samples in a
 * chunk, sizes their lengths.
 *
 * @param frameBytes size in bytes of a frame of PCM, whose samples are single frames: each unit is then a whole chunk;
 *   null for any other codec
 * @throws SerenadeError `clip.malformed`
 */
export function readMp4Units(bytes: Uint8Array, stbl: Mp4Box, frameBytes: number | null): Mp4Units {
  const size = mp4Table(bytes, needMp4Box(findMp4Box(bytes, stbl, 'stsz'), 'stsz'), 8, 4);
  const chunks = findMp4Box(bytes, stbl, 'stco') ?? findMp4Box(bytes, stbl, 'co64');
  const place = mp4Table(bytes, needMp4Box(chunks, 'stco'), 4, chunks?.type === 'co64' ? 8 : 4);
  const run = mp4Table(bytes, needMp4Box(findMp4Box(bytes, stbl, 'stsc'), 'stsc'), 4, 12);
  const common = size.header(4);
  const total = common === 0 ? size.count : size.header(8);
  if (total > MOST_UNITS) throw malformed(`promises ${total} frames`);
  const isWholeChunk = frameBytes !== null && common > 0;
  const units: Uint8Array[] = [];
  let unit = 0;
  let room = bytes.length;
  for (let chunk = 0, at = 0; chunk < place.count && unit < total; chunk++) {
    while (at + 1 < run.count && run.value(at + 1) <= chunk + 1) at++;
    let offset = place.value(chunk);
    const inChunk = Math.min(run.count === 0 ? 1 : run.value(at, 4), total - unit);
    const step = isWholeChunk ? Math.max(1, inChunk) : 1;
    for (let i = 0; i < inChunk; i += step, unit += step) {
      // QuickTime files may state a size of 1 for a frame of any number of bytes.
      const length = isWholeChunk ? step * frameBytes : common === 0 ? size.value(unit) : common;
      // Units beyond the bytes are missing, and so is everything behind them.
      if (length === 0 || offset + length > bytes.length) return { units, missing: total - unit };
      // Overlapping units could be more than the file has bytes.
      room -= length;
      if (room < 0) throw malformed('has frames that overlap');
      units.push(bytes.subarray(offset, offset + length));
      offset += length;
    }
  }
  return { units, missing: total - unit };
}

/** Reads a box of rows of 32-bit (or 64-bit) numbers: version and flags, `before` bytes that end with the count, rows. */
export function mp4Table(bytes: Uint8Array, box: Mp4Box, before: number, rowBytes: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start);
  const first = 4 + before;
  if (view.byteLength < first) throw malformed(`has a cut ${box.type} box`);
  const isSharedSize = box.type === 'stsz' && view.getUint32(4) !== 0;
  const count = isSharedSize ? 0 : view.getUint32(first - 4);
  if (first + count * rowBytes > view.byteLength)
    throw malformed(`has a ${box.type} box that promises ${count} rows`);
  return {
    count,
    header: (at: number) => view.getUint32(at),
    value: (row: number, field = 0) =>
      rowBytes === 8
        ? Number(view.getBigUint64(first + row * 8))
        : view.getUint32(first + row * rowBytes + field),
  };
}

/** @throws SerenadeError `clip.malformed` if the box is missing */
export function needMp4Box(box: Mp4Box | null, type: string): Mp4Box {
  if (box !== null) return box;
  throw malformed(`has no ${type} box`);
}
