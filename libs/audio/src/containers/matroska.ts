import type { SerenadeError } from '#libs/contracts';
import { malformedClip, truncatedClip } from '../clip-errors.js';
import { readEbmlElement, readEbmlSigned, type EbmlElement } from './ebml.js';
import { readMatroskaBlock } from './matroska-block.js';
import { readMatroskaCodec } from './matroska-codec.js';
import { readMatroskaTrack, type MatroskaTrack } from './matroska-track.js';
import { chooseTrack, type Track } from './track.js';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const DISCARD_PADDING = 0x75a2;

/** Elements whose children the walk visits. The others are skipped. */
const ENTERED: ReadonlySet<number> = new Set([SEGMENT, CLUSTER, TRACKS, BLOCK_GROUP]);
const NS = 1e-9;

/**
 * Reads the default audio track of a Matroska or WebM file (RFC 9559). Segments and clusters may have an unknown size, as
 * browsers record them. Timestamps are ignored: the packets follow one another without gaps.
 *
 * @throws SerenadeError `clip.no_audio_track`, `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`
 */
export function readMatroska(bytes: Uint8Array): Track {
  const entries: MatroskaTrack[] = [];
  const end = walk(bytes, (element) => {
    if (element.id === TRACK_ENTRY) entries.push(readMatroskaTrack(bytes, element));
  });
  if (entries.length === 0) throw end ?? cut(bytes, bytes.length);
  const { track, others } = chooseTrack(entries, 'Matroska');
  const { codecDelayNs, strippedHeader } = track;
  const packets: Uint8Array[] = [];
  let discardNs = 0;
  let isOurs = false;
  const error = walk(bytes, (element) => {
    if (element.id === SIMPLE_BLOCK || element.id === BLOCK) {
      const block = readMatroskaBlock(bytes, element);
      isOurs = block.track === track.number;
      if (isOurs) discardNs = 0;
      if (isOurs) for (const frame of block.frames) if (frame.length > 0) packets.push(frame);
    }
    if (element.id === DISCARD_PADDING && isOurs) discardNs = readEbmlSigned(bytes, element);
  });
  return {
    codec: readMatroskaCodec(track),
    packets:
      strippedHeader.length === 0 ? packets : packets.map((rest) => Buffer.concat([strippedHeader, rest])),
    window: { start: codecDelayNs * NS, drop: Math.max(0, discardNs) * NS },
    others,
    unreadBytes: 0,
    error,
  };
}

/**
 * Visits all elements in order. Only the elements above are entered, and all of their children have ids of their own, so
 * that the end of a cluster of unknown size needs no search.
 *
 * @returns the error that ended the walk early; null at the end of the file
 */
function walk(bytes: Uint8Array, visit: (element: EbmlElement) => void): SerenadeError | null {
  let early: SerenadeError | null = null;
  for (let at = 0; at < bytes.length;) {
    const element = readEbmlElement(bytes, at);
    if (element === null) return cut(bytes, at);
    if (at > 0 && element.id === EBML) break; // another file follows
    if (ENTERED.has(element.id)) {
      if (element.end > bytes.length && element.end < Infinity) early ??= cut(bytes, at);
      at = element.start;
      continue;
    }
    if (element.end === Infinity) throw malformedClip(`The Matroska element at byte ${at} has no size.`);
    if (element.end > bytes.length) return cut(bytes, at);
    visit(element);
    at = element.end;
  }
  return early;
}

function cut(bytes: Uint8Array, at: number): SerenadeError {
  const text = `The Matroska file ends after ${bytes.length} bytes, within the element at byte ${at}.`;
  return truncatedClip(text);
}
