import { decodeFlac } from './codecs/flac.js';
import { checkDuration, type ClipLimits, type Deadline } from './limits.js';
import type { PcmFormat, PcmSink } from './pcm.js';
import { WAV_HEADER_BYTES, writeWavHeader } from './wav-header.js';

/**
 * Decodes FLAC of 16 bits or less to the 16-bit WAV file that it was made of. Two lossless files of one recording then
 * go the same way and give the same features to the last bit.
 *
 * @returns null when a sample has more than 16 bits
 * @throws SerenadeError as `decodeFlac`, and `clip.too_long`
 */
export function flacToWav16(bytes: Uint8Array, limits: ClipLimits, deadline: Deadline): Uint8Array | null {
  const sink = new Wav16Sink(limits, deadline);
  try {
    decodeFlac(bytes, sink);
  } catch (reason) {
    if (reason === TOO_FINE) return null;
    throw reason;
  }
  return sink.wav;
}

const TOO_FINE = new Error('a sample has more than 16 bits');
/** Samples reserved at first, since a promise may be a lie. */
const MOST_RESERVED = 1_048_576;

class Wav16Sink implements PcmSink {
  #format: PcmFormat = { sampleRateHz: 1, channels: 1, frames: null };
  #samples = new Int16Array(0); // the header, then [frames, channels]
  #length = WAV_HEADER_BYTES / 2;

  constructor(
    private readonly limits: ClipLimits,
    private readonly deadline: Deadline,
  ) {}

  open(format: PcmFormat): void {
    const { frames, sampleRateHz, channels } = format;
    if (frames !== null) checkDuration(frames / sampleRateHz, this.limits);
    this.#format = format;
    this.#samples = new Int16Array(this.#length + Math.min(MOST_RESERVED, (frames ?? 0) * channels));
  }

  push(channels: readonly Float32Array[]): void {
    const count = channels[0]?.length ?? 0;
    this.deadline.check();
    checkDuration((this.#length / channels.length + count) / this.#format.sampleRateHz, this.limits);
    const out = this.#roomFor(count * channels.length);
    channels.forEach((channel, index) => {
      for (let i = 0, at = this.#length + index; i < count; i++, at += channels.length) {
        const value = (channel[i] ?? 0) * 32_768;
        if (!Number.isInteger(value)) throw TOO_FINE;
        out[at] = value;
      }
    });
    this.#length += count * channels.length;
  }

  get wav(): Uint8Array {
    const bytes = new Uint8Array(this.#samples.buffer, 0, 2 * this.#length);
    writeWavHeader(bytes, this.#format);
    return bytes;
  }

  #roomFor(count: number): Int16Array {
    const needed = this.#length + count;
    if (needed > this.#samples.length) {
      const grown = new Int16Array(Math.max(needed, Math.ceil(1.5 * this.#samples.length)));
      grown.set(this.#samples.subarray(0, this.#length));
      this.#samples = grown;
    }
    return this.#samples;
  }
}
