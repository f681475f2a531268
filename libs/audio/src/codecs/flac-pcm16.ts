import { GuardedSink } from '../guarded-sink.js';
import { Deadline, type ClipLimits } from '../limits.js';
import type { PcmFormat } from '../pcm.js';
import type { Reading } from '../reading.js';
import { decodeFlac } from './flac.js';

/** Interleaved 16-bit PCM of a clip. */
export interface Pcm16 {
  readonly bytes: Uint8Array;
  /** Offset of the first sample in `bytes`. */
  readonly offset: number;
  readonly frames: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly reading: Reading;
}

/**
 * Decodes FLAC of 16 bits or less to the PCM that its encoder read. Two lossless files of one recording then take the
 * same path and have the same features to the last bit.
 *
 * @param accepts decides by the stream's header whether the caller can use the PCM
 * @returns null when it cannot, or when a sample has more than 16 bits
 * @throws SerenadeError as `decodeFlac`, `clip.too_long`, and `clip.decode_failed`
 */
export function flacToPcm16(
  bytes: Uint8Array,
  limits: ClipLimits,
  accepts: (format: PcmFormat) => boolean,
): Pcm16 | null {
  const sink = new Pcm16Sink(limits, new Deadline(bytes.length), accepts);
  try {
    const reading = decodeFlac(bytes, sink);
    return { ...sink.pcm, reading };
  } catch (reason) {
    if (reason === UNFIT) return null;
    throw reason;
  }
}

/** Stops the decoder when its output does not fit. */
const UNFIT = new Error('the stream is not 16-bit PCM that the caller accepts');
/** Number of samples reserved at first, since a promise may be a lie. */
const MOST_RESERVED = 1_048_576;

class Pcm16Sink extends GuardedSink {
  #samples = new Int16Array(0); // [frames, channels]

  constructor(
    limits: ClipLimits,
    deadline: Deadline,
    private readonly accepts: (format: PcmFormat) => boolean,
  ) {
    super(limits, deadline);
  }

  get pcm(): Omit<Pcm16, 'reading'> {
    const { channels, sampleRateHz } = this.format;
    const bytes = new Uint8Array(this.#samples.buffer, 0, 2 * this.frames * channels);
    return { bytes, offset: 0, frames: this.frames, channels, sampleRateHz };
  }

  protected override begin(format: PcmFormat): void {
    if (!this.accepts(format)) throw UNFIT;
    this.#samples = new Int16Array(Math.min(MOST_RESERVED, (format.frames ?? 0) * format.channels));
  }

  protected override take(channels: readonly Float32Array[], count: number): void {
    const start = this.frames * channels.length;
    const out = this.#reserve(start + count * channels.length);
    channels.forEach((channel, index) => {
      for (let i = 0, at = start + index; i < count; i++, at += channels.length) {
        const value = (channel[i] ?? 0) * 32_768;
        if (!Number.isInteger(value)) throw UNFIT;
        out[at] = value;
      }
    });
  }

  #reserve(needed: number): Int16Array {
    if (needed > this.#samples.length) {
      const grown = new Int16Array(Math.max(needed, Math.ceil(1.5 * this.#samples.length)));
      grown.set(this.#samples);
      this.#samples = grown;
    }
    return this.#samples;
  }
}
