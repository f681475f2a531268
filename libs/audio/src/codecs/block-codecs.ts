import { GsmDecoder } from './gsm.js';
import { Ima4Decoder } from './ima4.js';
import { decodeImaBlock } from './ima-adpcm.js';
import { decodeMsAdpcmBlock } from './ms-adpcm.js';

/**
 * A codec of blocks with a fixed number of bytes: IMA ADPCM in WAV, Microsoft ADPCM, IMA ADPCM of QuickTime (`ima4`), and
 * GSM 6.10 in its two packings: frames of 33 bytes, and Microsoft's pairs of frames in 65 bytes (`gsm-ms`).
 */
export type BlockCodec = keyof typeof BLOCKS;

export interface BlockFormat {
  readonly codec: BlockCodec;
  readonly channels: number;
  /** The bytes of a whole block. */
  readonly blockAlign: number;
}

/** Decodes the first `count` frames of the block at byte `at`, interleaved. Blocks arrive in order. */
export type BlockDecoder = (view: DataView, at: number, count: number, out: Float64Array) => void;

interface BlockRules {
  /** Counts the frames in a block that may be cut. */
  readonly framesIn: (bytes: number, channels: number) => number;
  readonly createDecoder: (channels: number, blockAlign: number) => BlockDecoder;
}

const BLOCKS = {
  'ima-adpcm': {
    // A header of 4 bytes per channel holds one sample, and each group of 4 bytes per channel eight more.
    framesIn: (bytes, channels) =>
      bytes < 4 * channels ? 0 : 1 + 8 * (Math.floor(bytes / (4 * channels)) - 1),
    createDecoder: (channels) => (view, at, count, out) => decodeImaBlock(view, at, channels, count, out),
  },
  'ms-adpcm': {
    // A header of 7 bytes per channel holds two samples, and each further byte two more.
    framesIn: (bytes, channels) =>
      bytes < 7 * channels ? 0 : 2 + Math.floor((2 * (bytes - 7 * channels)) / channels),
    createDecoder: (channels) => (view, at, count, out) => decodeMsAdpcmBlock(view, at, channels, count, out),
  },
  ima4: {
    framesIn: (bytes, channels) => (bytes < 34 * channels ? 0 : 64),
    createDecoder: (channels) => {
      const decoder = new Ima4Decoder(channels);
      return (view, at, count, out) => decoder.decode(view, at, count, out);
    },
  },
  gsm: {
    framesIn: (bytes) => (bytes < 33 ? 0 : 160),
    createDecoder: () => {
      const decoder = new GsmDecoder();
      return (view, at, count, out) => decoder.decodeFrame(view, at, count, out);
    },
  },
  'gsm-ms': {
    framesIn: (bytes) => (bytes < 65 ? 0 : 320),
    createDecoder: () => {
      const decoder = new GsmDecoder();
      return (view, at, count, out) => decoder.decodePair(view, at, count, out);
    },
  },
} satisfies Readonly<Record<string, BlockRules>>;

export function isBlockCodec(codec: string): codec is BlockCodec {
  return Object.hasOwn(BLOCKS, codec);
}

/** Returns the number of frames in a whole block. */
export function blockFrames({ codec, channels, blockAlign }: BlockFormat): number {
  return (BLOCKS[codec] as BlockRules).framesIn(blockAlign, channels);
}

export function createBlockDecoder({ codec, channels, blockAlign }: BlockFormat): BlockDecoder {
  return (BLOCKS[codec] as BlockRules).createDecoder(channels, blockAlign);
}

/** Counts the frames in a number of bytes, of which the last may be a cut block. */
export function countBlockFrames(format: BlockFormat, bytes: number, promisedFrames: number): number {
  const { codec, channels, blockAlign } = format;
  const lastBytes = bytes % blockAlign || Math.min(bytes, blockAlign);
  const last = (BLOCKS[codec] as BlockRules).framesIn(lastBytes, channels);
  const before = Math.floor((bytes - lastBytes) / blockAlign) * blockFrames(format);
  return promisedFrames > before && promisedFrames < before + last ? promisedFrames : before + last;
}
