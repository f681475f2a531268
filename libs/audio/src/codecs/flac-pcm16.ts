import { checkDuration, Deadline, type ClipLimits } from '../limits.js';
import type { PcmFormat, PcmSink } from '../pcm.js';
import { decodeFlac } from './flac.js';

/** Interleaved 16-bit PCM of a clip. */
export interface Pcm16 {
  readonly bytes: Uint8Array;
  /** Offset of the first sample in `bytes`. */
  readonly offset: number;
  readonly frames: number;
  readonly channels: number;
  readonly sampleRateHz: number;
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
    decodeFlac(bytes, sink);
  } catch (reason) {
    if (reason === UNFIT) return null;
    throw reason;
  }
  return sink.pcm;
}

/** Stops the decoder when its output does not fit. */
const UNFIT = new Error('the stream is not 16-bit PCM that the caller accepts');
/** Number of samples reserved at first, since a promise may be a lie. */
const MOST_RESERVED = 1_048_576;

class Pcm16Sink implements PcmSink {
  #format: PcmFormat = { sampleRateHz: 1, channels: 1, frames: null };
  #samples = new Int16Array(0); // [frames, channels]
  #length = 0;

  constructor(
    private readonly limits: ClipLimits,
    private readonly deadline: Deadline,
    private readonly accepts: (format: PcmFormat) => boolean,
  ) {}

  open(format: PcmFormat): void {
    const { frames, sampleRateHz, channels } = format;
    if (frames !== null) checkDuration(frames / sampleRateHz, this.limits);
    if (!this.accepts(format)) throw UNFIT;
    this.#format = format;
    this.#samples = new Int16Array(Math.min(MOST_RESERVED, (frames ?? 0) * channels));
  }

  push(channels: readonly Float32Array[]): void {
    const count = channels[0]?.length ?? 0;
    this.deadline.check();
    checkDuration((this.#length / channels.length + count) / this.#format.sampleRateHz, this.limits);
    const out = this.#reserve(count * channels.length);
    channels.forEach((channel, index) => {
      for (let i = 0, at = this.#length + index; i < count; i++, at += channels.length) {
        const value = (channel[i] ?? 0) * 32_768;
        if (!Number.isInteger(value)) throw UNFIT;
        out[at] = value;
      }
    });
    this.#length += count * channels.length;
  }

  get pcm(): Pcm16 {
    const { channels, sampleRateHz } = this.#format;
    const bytes = new Uint8Array(this.#samples.buffer, 0, 2 * this.#length);
    return { bytes, offset: 0, frames: this.#length / channels, channels, sampleRateHz };
  }

  #reserve(count: number): Int16Array {
    const needed = this.#length + count;
    if (needed > this.#samples.length) {
      const grown = new Int16Array(Math.max(needed, Math.ceil(1.5 * this.#samples.length)));
      grown.set(this.#samples.subarray(0, this.#length));
      this.#samples = grown;
    }
    return this.#samples;
  }
}
