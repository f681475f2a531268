import { OpusDecoder } from 'opus-decoder';
import type { PcmSink } from '../pcm.js';
import { throwFirstComplaint } from './complaints.js';
import type { OggStream } from '../containers/ogg-pages.js';
import { emptyClip, malformedClip, unsupportedClip } from '../clip-errors.js';

const malformed = (what: string) => malformedClip(`The Opus stream ${what}.`);

/** Opus counts and decodes at this rate, whatever the rate of the recording (RFC 7845 §4). */
export const OPUS_RATE_HZ = 48_000;
/** Number of packets decoded between two checks of the sink's limits: usually 2 s. */
const PIECE_PACKETS = 100;
/** Largest packet that the decoder accepts: 256 kbit/s per channel over 120 ms. */
const PACKET_BYTES_A_CHANNEL = 3_840;
const MOST_CHANNELS = 8;

interface OpusHead {
  readonly channels: number;
  readonly preSkip: number;
  readonly gain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: number[];
}

/**
 * Decodes Ogg Opus (RFC 7845) with libopus. It trims pre-skip and end, and applies the header's gain.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`, `clip.empty`, and what the sink throws
 */
export async function decodeOpus({ packets, lastGranule, error }: OggStream, sink: PcmSink): Promise<void> {
  const head = readHead(packets[0] ?? new Uint8Array());
  const total = lastGranule === null ? null : Math.max(0, lastGranule - head.preSkip);
  sink.open({ sampleRateHz: OPUS_RATE_HZ, channels: head.channels, frames: error === null ? total : null });
  const decoder = new OpusDecoder({ ...head, preSkip: 0, sampleRate: OPUS_RATE_HZ });
  await decoder.ready;
  let skip = head.preSkip;
  let left = total ?? Infinity;
  try {
    const sound = packets.slice(2); // behind the identification and the comments
    for (let at = 0; at < sound.length && left > 0; at += PIECE_PACKETS) {
      const piece = sound.slice(at, at + PIECE_PACKETS);
      checkPackets(piece, head.channels);
      const { channelData, samplesDecoded } = throwFirstComplaint(() => decoder.decodeFrames(piece));
      const start = Math.min(skip, samplesDecoded);
      const end = Math.min(samplesDecoded, start + left);
      skip -= start;
      left -= end - start;
      if (end > start)
        sink.push(channelData.map((channel) => applyGain(channel.subarray(start, end), head.gain)));
    }
  } finally {
    decoder.free();
  }
  if (error !== null) throw error;
  if (total === 0) throw emptyClip('The Opus stream contains no samples.');
  if (total !== null && left > 0) {
    throw malformedClip(`The Opus stream promises ${total} samples and has ${total - left}.`);
  }
}

/** Reads the identification header (RFC 7845 §5.1). */
export function readHead(packet: Uint8Array): OpusHead {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  if (packet.length < 19) throw malformed(`has a header of ${packet.length} bytes; it needs at least 19`);
  const channels = view.getUint8(9);
  const family = view.getUint8(18);
  const gain = 10 ** (view.getInt16(16, true) / 256 / 20);
  const common = { channels, preSkip: view.getUint16(10, true), gain };
  if (view.getUint8(8) >> 4 !== 0 || channels === 0)
    throw malformed(`has version ${view.getUint8(8)}, ${channels} channels`);
  if (family === 0) {
    if (channels > 2) throw malformed(`has ${channels} channels in mapping family 0`);
    return {
      ...common,
      streamCount: 1,
      coupledStreamCount: channels - 1,
      channelMappingTable: [0, 1].slice(0, channels),
    };
  }
  if (family !== 1 || channels > MOST_CHANNELS) {
    const found = `${channels} channels in mapping family ${family}`;
    throw unsupportedClip(`The clip is Opus of ${found}, which is not supported.`);
  }
  if (packet.length < 21 + channels) throw malformed('ends within its channel mapping');
  const [streamCount, coupledStreamCount] = [view.getUint8(19), view.getUint8(20)];
  const channelMappingTable = Array.from(packet.subarray(21, 21 + channels));
  const streams = streamCount + coupledStreamCount;
  const isMapped = channelMappingTable.every((index) => index < streams || index === 255);
  if (streamCount === 0 || coupledStreamCount > streamCount || streams > 255 || !isMapped) {
    throw malformed('has an impossible channel mapping');
  }
  return { ...common, streamCount, coupledStreamCount, channelMappingTable };
}

export function checkPackets(packets: readonly Uint8Array[], channels: number): void {
  const tooLarge = packets.find(({ length }) => length > PACKET_BYTES_A_CHANNEL * channels);
  if (tooLarge !== undefined) throw malformed(`has a packet of ${tooLarge.length} bytes`);
}

export function applyGain(samples: Float32Array, gain: number): Float32Array {
  return gain === 1 ? samples : samples.map((sample) => sample * gain);
}
