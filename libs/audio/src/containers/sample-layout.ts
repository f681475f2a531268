import type { SerenadeError } from '#libs/contracts';
import { emptyClip, truncatedClip } from '../clip-errors.js';
import { READ_WHOLE, type Reading } from '../reading.js';
import { countBlockFrames, isBlockCodec, type BlockCodec } from '../codecs/block-codecs.js';

type Width = 'pcm-16' | 'pcm-24' | 'pcm-32' | 'float-32' | 'float-64';

/**
 * An encoding whose samples all have the same number of bytes. PCM of odd widths is left-justified in its container, so
 * the container decides. Numbers are little-endian, with the suffix `-be` big-endian. `pcm-8` is unsigned, as in WAV.
 * `pcm-24-low` has its bits in the low bytes of four.
 */
export type PlainCodec = 'pcm-24-low' | 'pcm-8' | 'pcm-s8' | 'a-law' | 'mu-law' | Width | `${Width}-be`;

/** The encoding of the samples in a container of sound without frames of its own. */
export type SampleCodec = PlainCodec | BlockCodec;

export interface SampleFormat {
  readonly codec: SampleCodec;
  readonly channels: number;
  readonly sampleRateHz: number;
  /** The bytes of one frame of all channels; for codecs of blocks, of one block. */
  readonly blockAlign: number;
}

/** The format and the place of the samples in a file. */
export interface SampleLayout extends SampleFormat {
  readonly dataOffset: number;
  readonly dataEnd: number;
  /** The number of whole frames (samples per channel) in the data. */
  readonly frames: number;
  /** The error of data that are shorter than promised, if the caller accepts them; otherwise null. */
  readonly cut: SerenadeError | null;
  readonly reading: Reading;
}

/** How the layout of a file is read. */
export interface LayoutReading {
  /** The size of the whole file in bytes. The bytes that are read may be its beginning. */
  readonly totalBytes?: number;
  /** Accepts data that promise more bytes than the file has. */
  readonly isCutTaken?: boolean;
}

/** The readable range of the samples. */
export interface Extent {
  readonly start: number;
  readonly bytes: number;
  readonly cut: SerenadeError | null;
}

const BYTES: Readonly<Record<PlainCodec, number>> = {
  'pcm-8': 1,
  'pcm-s8': 1,
  'a-law': 1,
  'mu-law': 1,
  'pcm-16': 2,
  'pcm-16-be': 2,
  'pcm-24': 3,
  'pcm-24-be': 3,
  'pcm-24-low': 4,
  'pcm-32': 4,
  'pcm-32-be': 4,
  'float-32': 4,
  'float-32-be': 4,
  'float-64': 8,
  'float-64-be': 8,
};

/** Some writers count a header as samples. A promise that is too large by so little is no damage. */
const HEADER_BYTES = 44;
const HEADER_SHARE = 0.01;

/** Returns the bytes of a frame of all channels. */
export function frameBytes(codec: PlainCodec, channels: number): number {
  return BYTES[codec] * channels;
}

/**
 * Finds the samples that a container promises. Files whose writer could not seek back promise 0 bytes or almost 2 or 4
 * GiB; their samples reach to the end of the file.
 *
 * @param name names the chunk of samples in errors
 * @throws SerenadeError `clip.truncated`
 */
export function findExtent(
  name: string,
  start: number,
  promised: number,
  totalBytes: number,
  isCutTaken: boolean,
): Extent {
  const available = Math.max(0, totalBytes - start);
  const isPlaceholder =
    promised <= 0 ||
    (promised >= 0x7f000000 && promised <= 0x80000000) ||
    (promised >= 0xfff00000 && promised <= 0xffffffff) ||
    promised >= 2 ** 60;
  if (isPlaceholder) return { start, bytes: available, cut: null };
  if (promised <= available) return { start, bytes: promised, cut: null };
  const missing = promised - available;
  if (missing <= HEADER_BYTES && missing <= HEADER_SHARE * promised)
    return { start, bytes: available, cut: null };
  const cut = truncatedClip(`${name} promises ${promised} bytes, but has ${available}.`);
  if (!isCutTaken) throw cut;
  return { start, bytes: available, cut };
}

/**
 * Counts the frames in the data.
 *
 * @param promisedFrames the number of frames that the container states. It cuts the padding of the last block, or of
 *   plain samples any padding; values that do not fit the data are ignored.
 * @throws SerenadeError `clip.empty`
 */
export function buildLayout(
  format: SampleFormat,
  { start, bytes, cut }: Extent,
  promisedFrames = Infinity,
): SampleLayout {
  const frames = isBlockCodec(format.codec)
    ? countBlockFrames({ ...format, codec: format.codec }, bytes, promisedFrames)
    : Math.floor(bytes / format.blockAlign);
  if (frames === 0) throw emptyClip(`The clip has ${bytes} bytes of sound: no sample.`);
  return { ...format, dataOffset: start, dataEnd: start + bytes, frames, cut, reading: READ_WHOLE };
}
