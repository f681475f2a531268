import { SerenadeError } from '#libs/contracts';
import { isSampleFile, sampleStreamSource, type ClipSource } from '../clip-source.js';
import { isOggFlac } from '../containers/ogg-flac.js';
import type { ClipFormat } from '../containers/sniff.js';
import { toCodedError } from '../decode.js';
import { identifyFormat } from '../open-clip.js';
import type { PcmSink } from '../pcm.js';
import { decodeAdtsPieces } from './adts-pieces.js';
import { ByteWindow } from './byte-window.js';
import { decodeFlacPieces } from './flac-pieces.js';
import { decodeMp3Pieces } from './mp3-pieces.js';
import { decodeOggPieces } from './ogg-pieces.js';

/** Decodes a clip that arrives in pieces, with the same samples as the decoder of whole clips. */
type PiecesDecoder = (window: ByteWindow, sink: PcmSink) => Promise<void>;

const DECODERS: Partial<Record<ClipFormat, PiecesDecoder>> = {
  flac: decodeFlacPieces,
  mp3: decodeMp3Pieces,
  ogg: decodeOggPieces,
  adts: decodeAdtsPieces,
};

/** The magic of every format is within this many bytes of the beginning, or of the end of a tag. */
const HEAD_BYTES = 4096;

/**
 * Opens a clip that arrives in pieces and is never whole in memory. Damage that the decoders of whole clips step over may be
 * an error here.
 *
 * @param open starts reading from the first byte
 * @param size size of the whole clip in bytes
 * @returns null for a clip that can only be decoded as a whole, or whose beginning cannot be read
 */
export async function openPieces(
  open: () => AsyncIterable<Uint8Array>,
  size: number,
): Promise<ClipSource | null> {
  const window = new ByteWindow(open());
  try {
    await window.fill(HEAD_BYTES);
    if (await startsWithSamples(window)) return sampleStreamSource(open, size);
    const { format } = await window.parse(identifyFormat);
    const decode = DECODERS[format];
    if (decode === undefined || (format === 'ogg' && isOggFlac(window.bytes))) return null;
    return { size, decode: (sink) => decodePieces(decode, open(), sink) };
  } catch {
    return null;
  } finally {
    await window.close();
  }
}

/** A tag in front of the format may be larger than the first piece. */
async function startsWithSamples(window: ByteWindow): Promise<boolean> {
  for (;;) {
    const answer = isSampleFile(window.bytes);
    if (answer !== null) return answer;
    if (!(await window.fill(2 * window.bytes.length))) return false;
  }
}

async function decodePieces(
  decode: PiecesDecoder,
  pieces: AsyncIterable<Uint8Array>,
  sink: PcmSink,
): Promise<null> {
  const window = new ByteWindow(pieces);
  try {
    await window.fill(HEAD_BYTES);
    const { format, start } = await window.parse(identifyFormat);
    if (format !== 'mp3') window.skip(start);
    await decode(window, sink);
    // The source checks the length and the checksum of the clip at its end.
    while (await window.fill(1)) window.skip(window.bytes.length);
    return null;
  } catch (error) {
    throw error instanceof SerenadeError ? error : toCodedError(error);
  } finally {
    await window.close();
  }
}
