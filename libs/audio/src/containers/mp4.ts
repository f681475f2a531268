import { SerenadeError } from '#libs/contracts';
import { latin1 } from './sniff.js';
import { skipMetadata } from './tags.js';
import { readMp4Boxes, findMp4Box, type Mp4Box } from './mp4-boxes.js';
import { readMp4Codec } from './mp4-codec.js';
import { readFragmentUnits, type Mp4Fragment } from './mp4-fragments.js';
import { mp4Table, needMp4Box, readMp4Units } from './mp4-samples.js';
import { readMp4Window, readTimescale } from './mp4-window.js';
import { chooseTrack, type Track, type TrackKind } from './track.js';
import { malformedClip, truncatedClip } from '../clip-errors.js';

/** The boxes of a file that describe its tracks. */
interface Movie {
  readonly moov: Mp4Box;
  readonly fragments: readonly Mp4Fragment[];
  /** Offset behind the last box with a name. */
  readonly end: number;
  /** The error that ended the file within a fragment. */
  readonly error: SerenadeError | null;
}

const KINDS: Readonly<Record<string, TrackKind>> = {
  soun: 'audio',
  vide: 'video',
  sbtl: 'subtitle',
  subt: 'subtitle',
  text: 'subtitle',
};
const IS_ENABLED = 1;

/**
 * Reads the default audio track of an MP4 or QuickTime file (ISO/IEC 14496-12), with all samples in the tables of the
 * track, in fragments, or both.
 *
 * @throws SerenadeError `clip.no_audio_track`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readMp4(bytes: Uint8Array): Track {
  const movie = readMovie(bytes);
  const { moov } = movie;
  const traks = [...readMp4Boxes(bytes, moov.start, moov.end)].filter(({ type }) => type === 'trak');
  const listed = traks.map((trak) => {
    const handler = findMp4Box(bytes, trak, 'mdia', 'hdlr');
    const kind = KINDS[handler === null ? '' : latin1(bytes, handler.start + 8, 4)] ?? 'other';
    const tkhd = findMp4Box(bytes, trak, 'tkhd');
    const isEnabled = tkhd === null || ((bytes[tkhd.start + 3] ?? 0) & IS_ENABLED) !== 0;
    return { trak, kind, isEnabled, isDefault: isEnabled };
  });
  const { track, others } = chooseTrack(listed, 'MP4');
  return { ...readTrack(bytes, movie, track.trak), others };
}

function readMovie(bytes: Uint8Array): Movie {
  let moov: Mp4Box | null = null;
  const fragments: Mp4Fragment[] = [];
  let error: SerenadeError | null = null;
  let at = 0;
  let end = 0;
  try {
    for (const box of readMp4Boxes(bytes, 0, bytes.length)) {
      if (box.type === 'moov') moov ??= box;
      if (box.type === 'moof') fragments.push({ moof: box, at });
      at = box.end;
      if (/^[\x20-\x7e\xa9]{4}$/.test(box.type)) end = box.end;
    }
  } catch (reason) {
    // A cut mdat behind the moov still has samples, and junk behind all boxes does no harm; without a moov there is nothing.
    if (!(reason instanceof SerenadeError) || moov === null) throw reason;
    if (['moof', 'mdat'].includes(latin1(bytes, at + 4, 4)) && fragments.length > 0) error = reason;
  }
  if (moov === null) throw truncatedClip('The MP4 file has no moov box.');
  return { moov, fragments, end, error };
}

function readTrack(
  bytes: Uint8Array,
  { moov, fragments, end, error }: Movie,
  trak: Mp4Box,
): Omit<Track, 'others'> {
  const stbl = needMp4Box(findMp4Box(bytes, trak, 'mdia', 'minf', 'stbl'), 'stbl');
  const codec = readMp4Codec(bytes, needMp4Box(findMp4Box(bytes, stbl, 'stsd'), 'stsd'));
  const mdhd = needMp4Box(findMp4Box(bytes, trak, 'mdia', 'mdhd'), 'mdhd');
  const timescale = readTimescale(bytes, mdhd);
  if (timescale === 0) throw malformedClip('The MP4 file has a time scale of 0.');
  const mediaSeconds = countTicks(bytes, findMp4Box(bytes, stbl, 'stts')) / timescale;
  const whole = readMp4Units(bytes, stbl, codec.name === 'samples' ? codec.format.blockAlign : null);
  const trackId = readTrackId(bytes, trak);
  const rest = readFragmentUnits(bytes, fragments, trackId, readDefaultSize(bytes, moov, trackId));
  const missing = whole.missing + rest.missing;
  const packets = rest.units.length === 0 ? whole.units : whole.units.concat(rest.units);
  const cut =
    missing === 0
      ? null
      : truncatedClip(`The MP4 file misses ${missing} of ${missing + packets.length} frames.`);
  const window = readMp4Window(bytes, moov, trak, timescale, fragments.length > 0 ? 0 : mediaSeconds);
  const soundEnd = packets.reduce((most, packet) => Math.max(most, packet.byteOffset + packet.length), 0);
  const unreadBytes = bytes.length - skipMetadata(bytes, Math.max(end, soundEnd - bytes.byteOffset));
  return { codec, packets, window, unreadBytes, error: cut ?? error };
}

/** Adds up the durations of all samples; each row states a number of samples and the duration of each. */
function countTicks(bytes: Uint8Array, stts: Mp4Box | null): number {
  if (stts === null) return 0;
  const { count } = mp4Table(bytes, stts, 4, 8);
  const rows = new DataView(bytes.buffer, bytes.byteOffset + stts.start + 8, 8 * count);
  let ticks = 0;
  for (let at = 0; at < 8 * count; at += 8) ticks += rows.getUint32(at) * rows.getUint32(at + 4);
  return ticks;
}

function readTrackId(bytes: Uint8Array, trak: Mp4Box): number {
  const tkhd = needMp4Box(findMp4Box(bytes, trak, 'tkhd'), 'tkhd');
  const at = tkhd.start + (bytes[tkhd.start] === 1 ? 20 : 12);
  if (at + 4 > tkhd.end) throw malformedClip('The MP4 file has a cut tkhd box.');
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}

/** Reads the size in bytes of samples in fragments that state none, from `trex`; 0 without such a box. */
function readDefaultSize(bytes: Uint8Array, moov: Mp4Box, trackId: number): number {
  const mvex = findMp4Box(bytes, moov, 'mvex');
  if (mvex === null) return 0;
  for (const { type, start, end } of readMp4Boxes(bytes, mvex.start, mvex.end)) {
    if (type !== 'trex' || end - start < 24) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    if (view.getUint32(4) === trackId) return view.getUint32(16);
  }
  return 0;
}
