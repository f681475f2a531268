import { SerenadeError } from '#libs/contracts';
import { malformedClip, truncatedClip } from '../clip-errors.js';
import { LEAST_UNIT, PIECE_UNITS, UNITS_LOST, aacModule } from '../codecs/aac.js';
import { frameAt, type AdtsFrame } from '../containers/adts.js';
import { checkRate } from '../containers/rates.js';
import { findEndOfId3v2 } from '../containers/tags.js';
import type { PcmSink } from '../pcm.js';
import type { ByteWindow } from './byte-window.js';
import { endsWithMetadata } from './ends-with-metadata.js';

/** The length of an ADTS frame has 13 bits. */
const MOST_FRAME_BYTES = 8192;

/** Decodes AAC in ADTS frames, in the same groups as `decodeAdts`. @throws SerenadeError as `decodeAdts` */
export async function decodeAdtsPieces(window: ByteWindow, sink: PcmSink): Promise<void> {
  window.skip(await window.parse(findEndOfId3v2));
  const first = await readFirstFrame(window);
  const { objectType, rateIndex, channelConfiguration } = first;
  const asc = Uint8Array.of(
    (objectType << 3) | (rateIndex >> 1),
    ((rateIndex & 1) << 7) | (channelConfiguration << 3),
  );
  const { decoder } = await aacModule();
  const instance = await decoder({ asc });
  let isOpen = false;
  let decoded = 0;
  try {
    const count = await walkUnits(window, first, (units) => {
      const { channelData, sampleRate } = instance.decode(units);
      const [samples] = channelData;
      if (samples === undefined || samples.length === 0) return;
      if (!isOpen) {
        checkRate('AAC', sampleRate);
        sink.open({ sampleRateHz: sampleRate, channels: channelData.length, frames: null });
        isOpen = true;
      }
      decoded += samples.length;
      sink.push(channelData);
    });
    if (decoded === 0 || decoded < LEAST_UNIT * (count - UNITS_LOST))
      throw malformedClip(`${count} frames of AAC decoded to ${decoded} samples.`);
  } finally {
    instance.free();
  }
}

/** Reads the first frame, which another frame or the end of the clip must follow. */
async function readFirstFrame(window: ByteWindow): Promise<AdtsFrame> {
  await window.fill(2 * MOST_FRAME_BYTES);
  const { bytes } = window;
  const first = frameAt(bytes, 0);
  const isAlone = first !== null && window.isAtEnd && first.length >= bytes.length;
  if (first !== null && (isAlone || frameAt(bytes, first.length) !== null)) return first;
  throw new SerenadeError('clip.not_audio', 'The clip begins like AAC, but no ADTS frames follow.');
}

/** Passes the access units of all frames on, in groups. Returns their number. */
async function walkUnits(
  window: ByteWindow,
  first: AdtsFrame,
  onUnits: (units: Uint8Array[]) => void,
): Promise<number> {
  let units: Uint8Array[] = [];
  let count = 0;
  for (;;) {
    if (window.bytes.length < MOST_FRAME_BYTES) await window.fill(MOST_FRAME_BYTES);
    const frame = frameAt(window.bytes, 0);
    const isOfStream =
      frame?.rateIndex === first.rateIndex && frame.channelConfiguration === first.channelConfiguration;
    if (!isOfStream || frame.length > window.bytes.length) break;
    units.push(window.bytes.slice(frame.headerLength, frame.length));
    count++;
    window.skip(frame.length);
    if (units.length < PIECE_UNITS) continue;
    onUnits(units);
    units = [];
  }
  if (units.length > 0) onUnits(units);
  if (await endsWithMetadata(window)) return count;
  const { bytes } = window;
  if (bytes.length < MOST_FRAME_BYTES && (bytes.length < 7 || frameAt(bytes, 0) !== null))
    throw truncatedClip(`The AAC stream ends within a frame, after ${count} frames.`);
  throw malformedClip(`The clip has no ADTS frame at byte ${window.position}, after ${count} frames.`);
}
