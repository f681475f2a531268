import { OpusDecoder } from 'opus-decoder';
import { emptyClip, malformedClip } from '../clip-errors.js';
import { throwFirstComplaint } from '../codecs/complaints.js';
import { OPUS_RATE_HZ, applyGain, checkPackets, readHead } from '../codecs/opus.js';
import type { PcmSink } from '../pcm.js';
import type { OggPiece, OggPieces } from './ogg-page-piece.js';

/** The packets before the sound: identification and comments. */
const HEADERS = 2;

/**
 * Decodes the pages of an Ogg Opus stream. Only the last page states how much of its own sound to trim, so each page is
 * decoded after the next one has arrived.
 */
export async function decodeOpusPieces(first: OggPiece, pages: OggPieces, sink: PcmSink): Promise<void> {
  const [packet = new Uint8Array()] = first.packets;
  const head = readHead(packet);
  sink.open({ sampleRateHz: OPUS_RATE_HZ, channels: head.channels, frames: null });
  const decoder = new OpusDecoder({ ...head, preSkip: 0, sampleRate: OPUS_RATE_HZ });
  await decoder.ready;
  let skip = head.preSkip;
  let pushed = 0;
  const decode = (packets: Uint8Array[], total: number): void => {
    if (packets.length === 0 || pushed >= total) return;
    checkPackets(packets, head.channels);
    const { channelData, samplesDecoded } = throwFirstComplaint(() => decoder.decodeFrames(packets));
    const start = Math.min(skip, samplesDecoded);
    const end = Math.min(samplesDecoded, start + total - pushed);
    skip -= start;
    pushed += end - start;
    if (end > start)
      sink.push(channelData.map((channel) => applyGain(channel.subarray(start, end), head.gain)));
  };
  try {
    let headers = HEADERS;
    const takeSound = (packets: readonly Uint8Array[]): Uint8Array[] => {
      const sound = packets.slice(headers);
      headers -= packets.length - sound.length;
      return sound;
    };
    let waiting = takeSound(first.packets);
    let { granule } = first;
    for await (const page of pages) {
      decode(waiting, Infinity);
      waiting = takeSound(page.packets);
      granule = page.granule ?? granule;
    }
    const total = granule === null ? null : Math.max(0, granule - head.preSkip);
    decode(waiting, total ?? Infinity);
    if (total === 0) throw emptyClip('The Opus stream contains no samples.');
    if (total !== null && pushed !== total)
      throw malformedClip(`The Opus stream promises ${total} samples and has ${pushed}.`);
  } finally {
    decoder.free();
  }
}
