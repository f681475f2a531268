import { malformedClip } from '../clip-errors.js';
import { findMp4Box, readMp4Boxes, type Mp4Box } from './mp4-boxes.js';
import type { Mp4Units } from './mp4-samples.js';

const malformed = (what: string) => malformedClip(`The MP4 file ${what}.`);

/** A fragment: the content of a `moof` box, and the offset of the box itself. */
export interface Mp4Fragment {
  readonly moof: Mp4Box;
  readonly at: number;
}

// Flags of tfhd and trun (ISO/IEC 14496-12 §8.8.7 and §8.8.8).
const HAS_BASE = 0x1;
const HAS_DESCRIPTION = 0x2;
const HAS_DEFAULT_DURATION = 0x8;
const HAS_DEFAULT_SIZE = 0x10;
const IS_BASED_ON_MOOF = 0x20000;
const HAS_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_SIZES = 0x200;
/** Optional fields of a row of trun: duration, size, flags, composition offset. */
const ROW_FIELDS = [0x100, HAS_SIZES, 0x400, 0x800];

/**
 * Reads the samples of a track in all fragments of a file (ISO/IEC 14496-12 §8.8).
 *
 * @param trackId as in `tkhd`
 * @param defaultSize size in bytes of samples without a size of their own, from `trex`
 * @throws SerenadeError `clip.malformed`
 */
export function readFragmentUnits(
  bytes: Uint8Array,
  fragments: readonly Mp4Fragment[],
  trackId: number,
  defaultSize: number,
): Mp4Units {
  const units: Uint8Array[] = [];
  let missing = 0;
  let room = bytes.length;
  const take = (offset: number, length: number) => {
    if (missing > 0 || offset + length > bytes.length) {
      missing++;
      return;
    }
    room -= length;
    if (room < 0) throw malformed('has frames that overlap');
    if (length > 0) units.push(bytes.subarray(offset, offset + length));
  };
  for (const { moof, at } of fragments) {
    let end = at;
    for (const traf of readMp4Boxes(bytes, moof.start, moof.end)) {
      if (traf.type !== 'traf') continue;
      const header = readFragmentHeader(bytes, traf, at, end);
      let offset = header.base;
      for (const trun of readMp4Boxes(bytes, traf.start, traf.end)) {
        if (trun.type !== 'trun') continue;
        const run = readRun(bytes, trun, header.defaultSize ?? defaultSize);
        if (run.offset !== null) offset = header.base + run.offset;
        for (let row = 0; row < run.count; row++) {
          const length = run.size(row);
          // A row without fields costs no bytes, so a false count would run for minutes.
          if (header.trackId === trackId) take(offset, length);
          if (offset > bytes.length || length === 0) {
            if (header.trackId === trackId) missing += run.count - row - 1;
            break;
          }
          offset += length;
        }
      }
      end = offset;
    }
  }
  return { units, missing };
}

function readFragmentHeader(bytes: Uint8Array, traf: Mp4Box, moofAt: number, previousEnd: number) {
  const box = findMp4Box(bytes, traf, 'tfhd');
  if (box === null) throw malformed('has a fragment without a tfhd box');
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start);
  const flags = view.byteLength < 8 ? 0 : view.getUint32(0) & 0xffffff;
  let at = 8;
  const skip = (flag: number, size: number) => {
    if ((flags & flag) === 0) return null;
    at += size;
    return at - size;
  };
  const base = skip(HAS_BASE, 8);
  skip(HAS_DESCRIPTION, 4);
  skip(HAS_DEFAULT_DURATION, 4);
  const size = skip(HAS_DEFAULT_SIZE, 4);
  if (at > view.byteLength) throw malformed('has a cut tfhd box');
  return {
    trackId: view.getUint32(4),
    defaultSize: size === null ? null : view.getUint32(size),
    base:
      base !== null
        ? Number(view.getBigUint64(base))
        : (flags & IS_BASED_ON_MOOF) !== 0
          ? moofAt
          : previousEnd,
  };
}

function readRun(bytes: Uint8Array, box: Mp4Box, defaultSize: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start, box.end - box.start);
  if (view.byteLength < 8) throw malformed('has a cut trun box');
  const flags = view.getUint32(0) & 0xffffff;
  const count = view.getUint32(4);
  const offsetAt = 8;
  const rows = 8 + ((flags & HAS_OFFSET) === 0 ? 0 : 4) + ((flags & HAS_FIRST_FLAGS) === 0 ? 0 : 4);
  const rowBytes = 4 * ROW_FIELDS.filter((field) => (flags & field) !== 0).length;
  if (rows + rowBytes * count > view.byteLength)
    throw malformed(`has a trun box that promises ${count} rows`);
  const sizeAt = (flags & 0x100) === 0 ? 0 : 4;
  return {
    count,
    offset: (flags & HAS_OFFSET) === 0 ? null : view.getInt32(offsetAt),
    size: (row: number) =>
      (flags & HAS_SIZES) === 0 ? defaultSize : view.getUint32(rows + row * rowBytes + sizeAt),
  };
}
