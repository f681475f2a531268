import { malformedClip, unsupportedClip } from '../clip-errors.js';
import { readOggStream } from './ogg-pages.js';
import { latin1 } from './sniff.js';
import type { Track } from './track.js';

/** The first page has a header of 28 bytes. */
const FIRST_PACKET = 28;
/** Bytes of the first packet in front of the marker `fLaC`. */
const MAPPING_BYTES = 9;
const STREAM_INFO_BYTES = 4 + 34;
const IS_LAST_BLOCK = 0x80;

export function isOggFlac(bytes: Uint8Array): boolean {
  return latin1(bytes, FIRST_PACKET, 5) === '\x7fFLAC';
}

/**
 * Reads FLAC in Ogg (RFC 9639 §10.1). The first packet contains STREAMINFO; the packets of other metadata are left out.
 *
 * @throws SerenadeError as `readOggStream`, `clip.malformed`
 */
export function readOggFlac(bytes: Uint8Array): Track {
  const { links, unreadBytes, error } = readOggStream(bytes);
  if (links.length > 1)
    throw unsupportedClip('The clip is several FLAC streams in Ogg, which is not supported.');
  const packets = links.flatMap(({ pages }) => pages.flatMap((page) => page.packets));
  const [first = new Uint8Array(), ...rest] = packets;
  const header = Uint8Array.from(first.subarray(MAPPING_BYTES, MAPPING_BYTES + 4 + STREAM_INFO_BYTES));
  if (header.length < 4 + STREAM_INFO_BYTES) throw malformedClip('The Ogg stream has no FLAC header.');
  header[4] = IS_LAST_BLOCK;
  // A frame begins with eleven sync bits, a metadata block never does.
  const sound = rest.filter(([byte]) => byte === 0xff);
  return { codec: { name: 'flac', header }, packets: sound, window: null, others: null, unreadBytes, error };
}
