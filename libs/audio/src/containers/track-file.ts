import { malformedClip } from '../clip-errors.js';
import { countOpusSamples } from './opus-packets.js';
import { writeOgg, type OggPacket } from './ogg-writer.js';
import { VorbisBlocks } from '../codecs/vorbis-blocks.js';
import { buildLayout, type SampleLayout } from './sample-layout.js';
import type { TrackCodec, TrackWindow } from './track.js';

/** A file of one codec with the sound of a track. */
export type TrackFile = {
  readonly bytes: Uint8Array;
  /** True if the file itself states where the presented sound begins and ends. */
  readonly isTrimmed: boolean;
} & (
  | { readonly format: 'flac' | 'mp3' | 'ogg' | 'amr' }
  | { readonly format: 'samples'; readonly layout: SampleLayout }
);

const OPUS_RATE_HZ = 48_000;
const OPUS_PRE_SKIP_AT = 10;
const AMR_MAGICS = { nb: '#!AMR\n', wb: '#!AMR-WB\n' } as const;

/**
 * Writes the packets of a track as a file of their codec, which then takes the same path as any such file: the same
 * sound in a WAV file, in FLAC or in a video has the same features to the last bit.
 *
 * @throws SerenadeError `clip.malformed`, `clip.empty`
 */
export function writeTrackFile(
  codec: Exclude<TrackCodec, { name: 'aac' | 'alac' }>,
  packets: readonly Uint8Array[],
  window: TrackWindow | null,
): TrackFile {
  switch (codec.name) {
    case 'mpeg':
      return { format: 'mp3', bytes: Buffer.concat(packets), isTrimmed: false };
    case 'amr': {
      const magic = Buffer.from(AMR_MAGICS[codec.band], 'latin1');
      return { format: 'amr', bytes: Buffer.concat([magic, ...packets]), isTrimmed: false };
    }
    case 'flac':
      return { format: 'flac', bytes: Buffer.concat([codec.header, ...packets]), isTrimmed: true };
    case 'samples': {
      const bytes = Buffer.concat(packets);
      const layout = buildLayout(codec.format, { start: 0, bytes: bytes.length, cut: null });
      return { format: 'samples', bytes, layout, isTrimmed: true };
    }
    case 'vorbis':
      return { format: 'ogg', bytes: writeVorbis(codec.headers, packets, window), isTrimmed: true };
    case 'opus':
      return { format: 'ogg', bytes: writeOpus(codec.head, packets, window), isTrimmed: true };
  }
}

/** Writes Ogg Opus. Its header states the samples to drop at the beginning, its last page the end of the sound. */
function writeOpus(head: Uint8Array, packets: readonly Uint8Array[], window: TrackWindow | null): Uint8Array {
  if (head.length < 19)
    throw malformedClip(`The Opus header has ${head.length} bytes; it needs at least 19.`);
  const own = Uint8Array.from(head);
  const view = new DataView(own.buffer);
  const skip = Math.round((window?.start ?? 0) * OPUS_RATE_HZ);
  if (skip > 0 && skip <= 0xffff) view.setUint16(OPUS_PRE_SKIP_AT, skip, true);
  const first = view.getUint16(OPUS_PRE_SKIP_AT, true);
  const comments = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');
  const samples = packets.map(countOpusSamples);
  return writeOgg([own, comments], placePackets(packets, samples, first, window, OPUS_RATE_HZ));
}

function writeVorbis(
  headers: readonly Uint8Array[],
  packets: readonly Uint8Array[],
  window: TrackWindow | null,
): Uint8Array {
  const [first = new Uint8Array()] = headers;
  if (first.length < 30)
    throw malformedClip(`The Vorbis header has ${first.length} bytes; it needs at least 30.`);
  const rate = new DataView(first.buffer, first.byteOffset, first.length).getUint32(12, true);
  const blocks = VorbisBlocks.read(first, headers[2] ?? new Uint8Array());
  if (blocks === null) throw malformedClip('The setup header of the Vorbis track states no modes.');
  const samples = packets.map((packet) => blocks.count(packet));
  return writeOgg(headers, placePackets(packets, samples, 0, window, rate));
}

/** Adds up the samples of the packets. The last position is the end of the presented sound. */
function placePackets(
  packets: readonly Uint8Array[],
  samples: readonly number[],
  skip: number,
  window: TrackWindow | null,
  rate: number,
): OggPacket[] {
  const { duration = Infinity, drop = 0 } = window ?? {};
  const all = samples.reduce((sum, count) => sum + count, 0);
  const end = Math.max(0, Math.min(all - Math.round(drop * rate), skip + Math.round(duration * rate)));
  let granule = 0;
  return packets.map((bytes, at) => {
    granule = Math.min(end, granule + (samples[at] ?? 0));
    return { bytes, granule: at === packets.length - 1 ? end : granule };
  });
}
