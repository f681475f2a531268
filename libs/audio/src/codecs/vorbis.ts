import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { checkRate } from '../containers/rates.js';
import { dropHeaders, type OggLink } from '../containers/ogg-pages.js';
import type { OggSound } from './ogg-sound.js';
import { VorbisBlocks } from './vorbis-blocks.js';
import { malformedClip, unsupportedClip } from '../clip-errors.js';

const malformed = (what: string) => malformedClip(`The Vorbis stream ${what}.`);

/** Number of bytes decoded between two checks of the sink's limits: some 4 s. */
export const PIECE_BYTES = 65_536;
const MOST_CHANNELS = 8;
/** Number of header packets: identification, comments, setup (Vorbis I §4.2). */
export const HEADERS = 3;
/** Offset of the flags in a page, and the flag of a last page (RFC 3533 §6). */
const FLAGS = 5;
const LAST_PAGE = 4;
/** Largest packet that the decoder accepts. */
export const PACKET_BYTES = 131_072;
/** Length of the longest block: a stream cut out of another may begin or end that far from the claim of its pages. */
export const TOLERANCE = 8_192;

/**
 * Reads the headers of Ogg Vorbis, and decodes it with libvorbis.
 *
 * @throws SerenadeError `clip.malformed`, `clip.unsupported_codec`
 */
export function openVorbis({ pages, isHoled }: OggLink, bytes: Uint8Array): OggSound {
  const headers = pages.flatMap(({ packets }) => packets).slice(0, HEADERS);
  const [identification = new Uint8Array(), , setup] = headers;
  const format = readIdentification(identification);
  if (setup === undefined) throw malformed('has no setup header');
  if (pages.some(({ packets }) => packets.some(({ length }) => length > PACKET_BYTES)))
    throw malformed('has a packet of more than 128 KiB');
  const blocks = VorbisBlocks.read(identification, setup);
  if (blocks === null) throw malformed('has a setup header without modes');
  const sound = dropHeaders(pages, HEADERS).map(({ granule, packets }) => ({
    granule,
    samples: packets.reduce((sum, packet) => sum + blocks.count(packet), 0),
  }));
  return {
    name: 'Vorbis',
    ...format,
    preSkip: 0,
    pages: sound,
    isHoled,
    tolerance: TOLERANCE,
    mayStartEarly: true,
    decode: (push) => decodePages(pages, bytes, format, push),
  };
}

async function decodePages(
  pages: OggLink['pages'],
  bytes: Uint8Array,
  { channels, sampleRateHz }: ReturnType<typeof readIdentification>,
  push: (channels: Float32Array[]) => boolean,
): Promise<void> {
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  const take = (result: Awaited<ReturnType<typeof decoder.decode>>): boolean => {
    if (result.samplesDecoded === 0) return true;
    if (result.sampleRate !== sampleRateHz)
      throw malformed(`of ${sampleRateHz} Hz decoded to ${result.sampleRate} Hz`);
    return push(result.channelData.slice(0, channels));
  };
  try {
    for (const piece of joinPages(pages, bytes)) if (!take(await decoder.decode(piece))) return;
    take(await decoder.flush());
  } finally {
    decoder.free();
  }
}

/** Yields the bytes of pages. None has the flag of a last page, at which the decoder would cut by the positions itself. */
function* joinPages(pages: OggLink['pages'], bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for (const { start, end } of pages) {
    const page = Uint8Array.from(bytes.subarray(start, end));
    page[FLAGS] = (page[FLAGS] ?? 0) & ~LAST_PAGE;
    held.push(page);
    size += page.length;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  yield Buffer.concat(held);
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
