import type { SerenadeError } from '#libs/contracts';
import { emptyClip, malformedClip, truncatedClip } from '../clip-errors.js';
import { latin1 } from '../containers/sniff.js';
import type { PcmSink } from '../pcm.js';
import { READ_WHOLE, type Reading } from '../reading.js';

/** The number of frames decoded between two checks of the sink's limits: 4 s. */
const PIECE_FRAMES = 200;

interface AmrKind {
  readonly magic: string;
  readonly sampleRateHz: number;
  /** Bytes of a frame by its type, including its header; 0 for a reserved type. */
  readonly sizes: readonly number[];
}

/** The bands of AMR (RFC 4867 §5): narrow (NB) and wide (WB). A frame lasts 20 ms. */
const KINDS: Readonly<Record<'nb' | 'wb', AmrKind>> = {
  nb: {
    magic: '#!AMR\n',
    sampleRateHz: 8_000,
    sizes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1],
  },
  wb: {
    magic: '#!AMR-WB\n',
    sampleRateHz: 16_000,
    sizes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1],
  },
};

/**
 * Decodes an AMR file with opencore-amr.
 *
 * @throws SerenadeError `clip.empty`, `clip.truncated`, `clip.malformed`, and what the sink throws
 */
export async function decodeAmr(bytes: Uint8Array, sink: PcmSink, lenient: boolean): Promise<Reading> {
  const kind = latin1(bytes, 0, KINDS.wb.magic.length) === KINDS.wb.magic ? KINDS.wb : KINDS.nb;
  if (latin1(bytes, 0, kind.magic.length) !== kind.magic)
    throw malformedClip('The AMR file has several channels, which are not supported.');
  const { frames, error } = cutFrames(bytes.subarray(kind.magic.length), kind);
  if (error !== null && !lenient) throw error;
  await decodeFrames(kind, frames, error, sink);
  return READ_WHOLE;
}

function cutFrames(bytes: Uint8Array, { sizes }: AmrKind) {
  const frames: Uint8Array[] = [];
  let error: SerenadeError | null = null;
  for (let at = 0; at < bytes.length;) {
    const header = bytes[at] ?? 0;
    const size = sizes[(header >> 3) & 15] ?? 0;
    if (size === 0 || (header & 0x83) !== 0) {
      error = malformedClip(`The AMR file has no frame behind its first ${frames.length}.`);
      break;
    }
    if (at + size > bytes.length) {
      error = truncatedClip(`The last AMR frame has ${bytes.length - at} of its ${size} bytes.`);
      break;
    }
    frames.push(bytes.subarray(at, at + size));
    at += size;
  }
  return { frames, error };
}

async function decodeFrames(
  { magic, sampleRateHz }: AmrKind,
  frames: readonly Uint8Array[],
  error: SerenadeError | null,
  sink: PcmSink,
): Promise<void> {
  if (frames.length === 0) throw error ?? emptyClip('The AMR file contains no frames.');
  sink.open({ sampleRateHz, channels: 1, frames: (frames.length * sampleRateHz) / 50 });
  // The decoder is a quarter of a megabyte of code, which few archives need.
  const { decoder } = await import('@audio/decode-amr');
  const instance = await decoder();
  try {
    instance.decode(Buffer.from(magic, 'latin1'));
    for (let at = 0; at < frames.length; at += PIECE_FRAMES) {
      const { channelData } = instance.decode(Buffer.concat(frames.slice(at, at + PIECE_FRAMES)));
      sink.push(channelData);
    }
  } finally {
    instance.free();
  }
  if (error !== null) throw error;
}
