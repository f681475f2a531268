import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { emptyClip, malformedClip } from '../clip-errors.js';
import { HEADERS, PACKET_BYTES, PIECE_BYTES, TOLERANCE, readIdentification } from '../codecs/vorbis.js';
import type { PcmSink } from '../pcm.js';
import type { OggPiece, OggPieces } from './ogg-page-piece.js';

const malformed = (what: string) => malformedClip(`The Vorbis stream ${what}.`);

/** Decodes the pages of an Ogg Vorbis stream, in the same pieces as `decodeVorbis`. */
export async function decodeVorbisPieces(first: OggPiece, pages: OggPieces, sink: PcmSink): Promise<void> {
  const { channels, sampleRateHz } = readIdentification(first.packets[0] ?? new Uint8Array());
  sink.open({ sampleRateHz, channels, frames: null });
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
    let { granule } = first;
    let packets = first.packets.length;
    let waiting: Uint8Array = Buffer.from(first.bytes);
    for await (const page of pages) {
      if (page.packets.some(({ length }) => length > PACKET_BYTES))
        throw malformed('has a packet of more than 128 KiB');
      packets += page.packets.length;
      granule = page.granule ?? granule;
      waiting = Buffer.concat([waiting, page.bytes]);
      while (packets >= HEADERS && waiting.length >= PIECE_BYTES) {
        take(await decoder.decode(waiting.subarray(0, PIECE_BYTES)));
        waiting = waiting.subarray(PIECE_BYTES);
      }
    }
    if (packets < HEADERS) throw malformed('has no setup header');
    if (waiting.length > 0) take(await decoder.decode(waiting));
    take(await decoder.flush());
    if (granule === 0) throw emptyClip('The Vorbis stream contains no samples.');
    const isAsLong = granule === null || Math.abs(decoded - granule) <= TOLERANCE;
    if (rate === sampleRateHz && isAsLong && decoded > 0) return;
    throw malformed(`promises ${granule} samples at ${sampleRateHz} Hz and has ${decoded} at ${rate} Hz`);
  } finally {
    decoder.free();
  }
}
