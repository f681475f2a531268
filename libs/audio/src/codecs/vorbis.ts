import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import type { PcmSink } from '../pcm.js';
import { checkRate } from '../containers/rates.js';
import type { OggStream } from '../containers/ogg-pages.js';
import { emptyClip, malformedClip, unsupportedClip } from '../clip-errors.js';

const malformed = (what: string) => malformedClip(`The Vorbis stream ${what}.`);

/** Number of bytes decoded between two checks of the sink's limits: some 4 s. */
export const PIECE_BYTES = 65_536;
const MOST_CHANNELS = 8;
/** Number of header packets: identification, comments, setup (Vorbis I §4.2). */
export const HEADERS = 3;
/** Largest packet that the decoder accepts. */
export const PACKET_BYTES = 131_072;
/** Length of the longest block: a stream cut out of another may begin or end that far from the claim of its pages. */
export const TOLERANCE = 8_192;

/**
 * Decodes Ogg Vorbis with libvorbis and trims the end to the position of the last page.
 *
 * @throws SerenadeError `clip.truncated`, `clip.malformed`, `clip.unsupported_codec`, `clip.empty`, and what the sink throws
 */
export async function decodeVorbis(
  { packets, pages, lastGranule, error }: OggStream,
  sink: PcmSink,
): Promise<void> {
  const { channels, sampleRateHz } = readIdentification(packets[0] ?? new Uint8Array());
  if (packets.length < HEADERS) throw error ?? malformed('has no setup header');
  if (packets.some(({ length }) => length > PACKET_BYTES))
    throw malformed('has a packet of more than 128 KiB');
  sink.open({ sampleRateHz, channels, frames: error === null ? lastGranule : null });
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  let decoded = 0;
  let rate = sampleRateHz;
  const take = (result: Awaited<ReturnType<typeof decoder.decode>>): void => {
    if (result.samplesDecoded === 0) return;
    rate = result.sampleRate;
    decoded += result.samplesDecoded;
    sink.push(result.channelData.slice(0, channels));
  };
  try {
    for (let at = 0; at < pages.length; at += PIECE_BYTES) {
      take(await decoder.decode(pages.subarray(at, at + PIECE_BYTES)));
    }
    take(await decoder.flush());
  } finally {
    decoder.free();
  }
  if (error !== null) throw error;
  if (lastGranule === 0) throw emptyClip('The Vorbis stream contains no samples.');
  const isAsLong = lastGranule === null || Math.abs(decoded - lastGranule) <= TOLERANCE;
  if (rate !== sampleRateHz || !isAsLong || decoded === 0) {
    const promise = `${lastGranule} samples at ${sampleRateHz} Hz`;
    throw malformed(`promises ${promise} and has ${decoded} at ${rate} Hz`);
  }
}

/** Reads the identification header (Vorbis I §4.2.2). */
export function readIdentification(packet: Uint8Array): { channels: number; sampleRateHz: number } {
  if (packet.length < 30) throw malformed(`has a header of ${packet.length} bytes; it needs at least 30`);
  const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
  const [version, channels, sampleRateHz] = [
    view.getUint32(7, true),
    view.getUint8(11),
    view.getUint32(12, true),
  ];
  const blocks = view.getUint8(28);
  checkRate('Vorbis', sampleRateHz);
  const areBlocksRight = (blocks & 15) >= 6 && blocks >> 4 >= (blocks & 15) && blocks >> 4 <= 13;
  if (version !== 0 || channels === 0 || !areBlocksRight || (view.getUint8(29) & 1) === 0) {
    throw malformed(`has version ${version}, ${channels} channels, blocks ${blocks}`);
  }
  if (channels > MOST_CHANNELS) {
    throw unsupportedClip(`The clip is Vorbis of ${channels} channels; the limit is 8.`);
  }
  return { channels, sampleRateHz };
}
