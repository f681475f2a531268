import { SerenadeError } from '#libs/contracts';
import type { Reading } from '../reading.js';
import { latin1 } from './sniff.js';
import { skipMetadata } from './tags.js';
import { readMp4Boxes, findMp4Box, type Mp4Box } from './mp4-boxes.js';
import { malformedClip, truncatedClip, unsupportedClip } from '../clip-errors.js';

const unsupported = (what: string) => unsupportedClip(`The clip is ${what}, which is not supported.`);
const malformed = (what: string) => malformedClip(`The MP4 file ${what}.`);

export type Mp4Codec = 'aac' | 'alac' | 'amr-nb' | 'amr-wb';

/** The audio track of an MP4 file. */
export interface Mp4Track {
  readonly codec: Mp4Codec;
  /** AudioSpecificConfig of AAC (ISO/IEC 14496-3 §1.6.2.1), ALACSpecificConfig of Apple Lossless; AMR has none. */
  readonly config: Uint8Array;
  readonly units: readonly Uint8Array[];
  /** Bodies of the boxes that state where the sound begins and ends within the decoded samples. */
  readonly timing: Readonly<Partial<Record<'elst' | 'mdhd' | 'stts' | 'mvhd', Uint8Array>>>;
  /** Null if no box states it. */
  readonly durationSeconds: number | null;
  readonly reading: Reading;
  /** The reason for missing units at the end; null if none are missing. */
  readonly error: SerenadeError | null;
}

/** More access units than this would be 250 days of sound, so the count is a lie. */
const MOST_UNITS = 1e9;

/**
 * Finds the first audio track and its access units (ISO/IEC 14496-12 §8.7). It rejects
 * fragmented files, and unknown codecs, by name.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readMp4(bytes: Uint8Array): Mp4Track {
  let moov: Mp4Box | null = null;
  let isFragmented = false;
  let end = 0;
  try {
    for (const box of readMp4Boxes(bytes, 0, bytes.length)) {
      if (box.type === 'moov') moov = box;
      if (box.type === 'moof') isFragmented = true;
      if (/^[\x20-\x7e\xa9]{4}$/.test(box.type)) end = box.end;
    }
  } catch (reason) {
    // A cut mdat behind the moov still has units, and junk behind all boxes does no harm; without a moov there is nothing.
    if (!(reason instanceof SerenadeError) || moov === null) throw reason;
  }
  if (moov === null) throw truncatedClip('The MP4 file has no moov box.');
  if (isFragmented) throw unsupported('a fragmented MP4 file');
  for (const box of readMp4Boxes(bytes, moov.start, moov.end)) {
    if (box.type !== 'trak') continue;
    const handler = findMp4Box(bytes, box, 'mdia', 'hdlr');
    if (handler !== null && latin1(bytes, handler.start + 8, 4) === 'soun')
      return readTrack(bytes, moov, box, end);
  }
  throw unsupported('an MP4 file without an audio track');
}

function readTrack(bytes: Uint8Array, moov: Mp4Box, trak: Mp4Box, boxesEnd: number): Mp4Track {
  const stbl = need(findMp4Box(bytes, trak, 'mdia', 'minf', 'stbl'), 'stbl');
  const child = (type: string) => findMp4Box(bytes, stbl, type);
  const { codec, config } = readConfig(bytes, need(child('stsd'), 'stsd'));
  const body = (box: Mp4Box | null) =>
    box === null ? {} : { [box.type]: bytes.subarray(box.start, box.end) };
  const mdhd = need(findMp4Box(bytes, trak, 'mdia', 'mdhd'), 'mdhd');
  const [elst, stts] = [findMp4Box(bytes, trak, 'edts', 'elst'), child('stts')];
  // The decoder trusts the counts of these boxes.
  if (elst !== null) table(bytes, elst, 4, bytes[elst.start] === 1 ? 20 : 12);
  if (stts !== null) table(bytes, stts, 4, 8);
  const timing = { ...body(elst), ...body(mdhd), ...body(stts), ...body(findMp4Box(bytes, moov, 'mvhd')) };
  const { units, missing, end } = readUnits(bytes, {
    sizes: need(child('stsz'), 'stsz'),
    chunks: need(child('stco') ?? child('co64'), 'stco'),
    runs: need(child('stsc'), 'stsc'),
  });
  const cut =
    missing === 0
      ? null
      : truncatedClip(`The MP4 file misses ${missing} of ${missing + units.length} frames.`);
  const durationSeconds = readDuration(bytes, mdhd, stts);
  const unreadBytes = bytes.length - skipMetadata(bytes, Math.max(end, boxesEnd));
  return {
    codec,
    config,
    units,
    timing,
    durationSeconds,
    reading: { unreadBytes, warning: null },
    error: cut,
  };
}

/** Returns the longer of two durations: that of the header, which some recorders leave at 0, and that of all frames. */
function readDuration(bytes: Uint8Array, { start, end }: Mp4Box, stts: Mp4Box | null): number | null {
  const isLong = bytes[start] === 1;
  if (end - start < (isLong ? 32 : 20)) throw malformed('has a cut mdhd box');
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const timescale = view.getUint32(isLong ? 20 : 12);
  if (timescale === 0) throw malformed('has a time scale of 0');
  const stated = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16);
  // Rows of 8 bytes: a number of frames, and the duration of each.
  let counted = 0;
  if (stts !== null) {
    const rows = new DataView(bytes.buffer, bytes.byteOffset + stts.start, stts.end - stts.start);
    const end = 8 + 8 * table(bytes, stts, 4, 8).count;
    for (let row = 8; row < end; row += 8) counted += rows.getUint32(row) * rows.getUint32(row + 4);
  }
  const longer = Math.max(stated, counted);
  return longer === 0 ? null : longer / timescale;
}

const CODECS: Readonly<Record<string, Mp4Codec>> = {
  mp4a: 'aac',
  alac: 'alac',
  samr: 'amr-nb',
  sawb: 'amr-wb',
};

/** Reads the decoder's configuration from `stsd > mp4a > esds` (ISO/IEC 14496-14 §5.6), also within QuickTime's `wave`. */
function readConfig(bytes: Uint8Array, stsd: Mp4Box): Pick<Mp4Track, 'codec' | 'config'> {
  const entry = readMp4Boxes(bytes, stsd.start + 8, stsd.end).next().value;
  if (entry === undefined) throw malformed('describes no codec');
  const codec = CODECS[entry.type];
  if (codec === undefined) throw unsupported(`an MP4 file of codec ${JSON.stringify(entry.type)}`);
  if (codec === 'amr-nb' || codec === 'amr-wb') return { codec, config: new Uint8Array() };
  const version = ((bytes[entry.start + 8] ?? 0) << 8) | (bytes[entry.start + 9] ?? 0);
  const inside = { start: entry.start + 28 + (version === 1 ? 16 : version === 2 ? 36 : 0), end: entry.end };
  if (inside.start > inside.end) throw malformed('has a cut sample description');
  if (codec === 'alac') {
    const box = findMp4Box(bytes, inside, 'alac') ?? findMp4Box(bytes, inside, 'wave', 'alac');
    if (box === null) throw malformed('has no configuration of its codec');
    return { codec, config: bytes.subarray(box.start + 4, box.end) };
  }
  const esds = findMp4Box(bytes, inside, 'esds') ?? findMp4Box(bytes, inside, 'wave', 'esds');
  const config = esds === null ? null : findDecoderSpecificInfo(bytes.subarray(esds.start + 4, esds.end));
  if (config === null) throw unsupported('an MP4 file of codec mp4a without an AAC configuration');
  return { codec, config };
}

/** Walks descriptors (ISO/IEC 14496-1 §7.2.6): ES 3, within it DecoderConfig 4, within it DecoderSpecificInfo 5. */
export function findDecoderSpecificInfo(bytes: Uint8Array): Uint8Array | null {
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at++];
    let length = 0;
    for (let more = true; more && at < bytes.length; at++) {
      length = (length * 128 + ((bytes[at] ?? 0) & 127)) % 2 ** 32;
      more = ((bytes[at] ?? 0) & 128) !== 0;
    }
    if (tag === 5) return length >= 2 && at + length <= bytes.length ? bytes.subarray(at, at + length) : null;
    at += tag === 3 ? 3 : tag === 4 ? 13 : length;
  }
  return null;
}

interface Tables {
  readonly sizes: Mp4Box;
  readonly chunks: Mp4Box;
  readonly runs: Mp4Box;
}

/** Reads access units in order: chunks contain offsets, runs the number of units in a chunk, sizes their lengths. */
function readUnits(
  bytes: Uint8Array,
  { sizes, chunks, runs }: Tables,
): { units: Uint8Array[]; missing: number; end: number } {
  const size = table(bytes, sizes, 8, 4);
  const common = size.header(4);
  const total = common === 0 ? size.count : size.header(8);
  const place = table(bytes, chunks, 4, chunks.type === 'co64' ? 8 : 4);
  const run = table(bytes, runs, 4, 12);
  if (total > MOST_UNITS) throw malformed(`promises ${total} frames`);
  const units: Uint8Array[] = [];
  let unit = 0;
  let room = bytes.length;
  let end = 0;
  for (let chunk = 0, at = 0; chunk < place.count && unit < total; chunk++) {
    while (at + 1 < run.count && run.value(at + 1) <= chunk + 1) at++;
    let offset = place.value(chunk);
    const inChunk = run.count === 0 ? 1 : run.value(at, 4);
    for (let i = 0; i < inChunk && unit < total; i++, unit++) {
      const length = common === 0 ? size.value(unit) : common;
      // Units beyond the bytes are missing, and so is everything behind them.
      if (length === 0 || offset + length > bytes.length) return { units, missing: total - unit, end };
      // Overlapping units could be more than the file has bytes.
      room -= length;
      if (room < 0) throw malformed('has frames that overlap');
      units.push(bytes.subarray(offset, offset + length));
      offset += length;
      end = Math.max(end, offset);
    }
  }
  return { units, missing: total - unit, end };
}

/** Reads a box of rows of 32-bit (or 64-bit) numbers: version and flags, `before` bytes that end with the count, rows. */
function table(bytes: Uint8Array, box: Mp4Box, before: number, rowBytes: number) {
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

function need(box: Mp4Box | null, type: string): Mp4Box {
  if (box !== null) return box;
  throw malformed(`has no ${type} box`);
}
