import { OpusDecoder } from 'opus-decoder';
import { throwFirstComplaint } from './complaints.js';
import { dropHeaders, type OggLink } from '../containers/ogg-pages.js';
import type { OggSound } from './ogg-sound.js';
import { malformedClip, unsupportedClip } from '../clip-errors.js';

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

/** Number of header packets: identification and comments. */
const HEADERS = 2;

/**
 * Reads the headers of Ogg Opus (RFC 7845), and decodes it with libopus. The header's gain is applied.
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function openOpus({ pages, isHoled }: OggLink): OggSound {
  const head = readHead(pages[0]?.packets[0] ?? new Uint8Array());
  const sound = dropHeaders(pages, HEADERS);
  const packets = sound.flatMap((page) => page.packets);
  return {
    name: 'Opus',
    sampleRateHz: OPUS_RATE_HZ,
    channels: head.channels,
    preSkip: head.preSkip,
    pages: sound.map((page) => ({ granule: page.granule, samples: countOpusSamples(page.packets) })),
    isHoled,
    tolerance: 0,
    mayStartEarly: false,
    decode: (push) => decodePackets(packets, head, push),
  };
}

async function decodePackets(
  packets: readonly Uint8Array[],
  head: OpusHead,
  push: (channels: Float32Array[]) => boolean,
): Promise<void> {
  const decoder = new OpusDecoder({ ...head, preSkip: 0, sampleRate: OPUS_RATE_HZ });
  await decoder.ready;
  try {
    for (let at = 0; at < packets.length; at += PIECE_PACKETS) {
      const piece = packets.slice(at, at + PIECE_PACKETS);
      checkPackets(piece, head.channels);
      const { channelData } = throwFirstComplaint(() => decoder.decodeFrames(piece));
      if (!push(channelData.map((channel) => applyGain(channel, head.gain)))) return;
    }
  } finally {
    decoder.free();
  }
}

/** Frame lengths in samples by the configuration of a packet (RFC 6716 §3.1): SILK, hybrid, and CELT. */
const SILK_SAMPLES = [480, 960, 1920, 2880] as const;
const HYBRID_SAMPLES = [480, 960] as const;
const CELT_SAMPLES = [120, 240, 480, 960] as const;

/** Counts the samples at 48 kHz of packets, by their first two bytes. */
export function countOpusSamples(packets: readonly Uint8Array[]): number {
  return packets.reduce((sum, packet) => {
    const [toc, frames = 0] = packet;
    if (toc === undefined) return sum;
    const configuration = toc >> 3;
    const samples =
      configuration < 12
        ? SILK_SAMPLES[configuration & 3]
        : configuration < 16
          ? HYBRID_SAMPLES[configuration & 1]
          : CELT_SAMPLES[configuration & 3];
    const count = [1, 2, 2, frames & 63][toc & 3] ?? 0;
    return sum + count * (samples ?? 0);
  }, 0);
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
