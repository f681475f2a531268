import { emptyClip, malformedClip } from '../clip-errors.js';
import { readCaf, type CafFile } from '../containers/caf.js';
import { cutPackets, type CafPackets } from '../containers/caf-packets.js';
import { findDecoderSpecificInfo } from '../containers/mp4-codec.js';
import type { PcmSink } from '../pcm.js';
import { READ_WHOLE, type Reading } from '../reading.js';
import { decodeUnits } from './aac.js';
import { decodeSounds } from './ogg.js';
import { openOpus } from './opus.js';

/**
 * Decodes a CAF file of AAC, Apple Lossless or Opus. The packet table states encoder delay and padding.
 *
 * @throws SerenadeError as `readCaf` and `cutPackets`, `clip.empty`, and what the sink throws
 */
export async function decodeCaf(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<Reading> {
  const file = readCaf(bytes, { isCutTaken: lenient });
  if (file.sound.kind !== 'packets') throw malformedClip('The CAF file has no packets.');
  const stream = cutPackets(bytes, file);
  if (stream.error !== null && !lenient) throw stream.error;
  if (stream.packets.length === 0) throw stream.error ?? emptyClip('The CAF file contains no packets.');
  if (file.sound.codec === 'opus') await decodeOpusPackets(file, stream, sink);
  else await decodeApplePackets(file, file.sound.codec, stream, sink);
  return READ_WHOLE;
}

async function decodeApplePackets(
  { cookie, description: { sampleRateHz } }: CafFile,
  codec: 'aac' | 'alac',
  { packets: units, trim, error }: CafPackets,
  sink: PcmSink,
): Promise<void> {
  const config = codec === 'aac' && cookie !== null ? findDecoderSpecificInfo(cookie) : cookie;
  if (config === null) throw malformedClip('The CAF file has no configuration of its codec.');
  const window = trim && { start: trim.delay / sampleRateHz, duration: trim.frames / sampleRateHz };
  await decodeUnits({ codec, config, units, error }, sink, window, trim && trim.frames / sampleRateHz);
}

/** Wraps the packets in a stream as Ogg has it. */
async function decodeOpusPackets(
  { description: { channels, sampleRateHz } }: CafFile,
  { packets, trim, error }: CafPackets,
  sink: PcmSink,
): Promise<void> {
  if (channels > 2) throw malformedClip(`The CAF file has Opus of ${channels} channels.`);
  const scale = 48_000 / sampleRateHz;
  const delay = Math.round((trim?.delay ?? 0) * scale);
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  view.setUint8(8, 1);
  view.setUint8(9, channels);
  view.setUint16(10, Math.min(delay, 65_535), true);
  const lastGranule = trim && delay + Math.round(trim.frames * scale);
  const page = (some: readonly Uint8Array[], granule: number | null) => ({
    packets: some,
    granule,
    start: 0,
    end: 0,
  });
  const pages = [page([head], 0), page([new Uint8Array()], 0), page(packets, lastGranule)];
  await decodeSounds([openOpus({ pages, isEnded: true, isHoled: false })], error, sink);
}
