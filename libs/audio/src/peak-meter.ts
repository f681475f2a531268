import { type ClipPeaks, roundTo } from '#libs/contracts';
import { checkDuration, Deadline, type ClipLimits } from './limits.js';
import { checkMagnitude } from './magnitude.js';
import type { PcmFormat, PcmSink } from './pcm.js';

/** Largest number of stretches; beyond it, every two become one. */
const MOST_STRETCHES = 1_024;
/** Number of samples in a stretch of a short clip: a millisecond at 16 kHz. */
const FIRST_SAMPLES = 16;

/** Measures the largest magnitudes of equal stretches of a clip, per channel. Memory does not grow with the clip. */
export class PeakMeter implements PcmSink {
  frames = 0;
  readonly #deadline: Deadline;
  #sampleRateHz = 0;
  #samplesEach = FIRST_SAMPLES;
  #channels: Float32Array[] = []; // [channels][stretches]

  /** @param bytes size of the clip, which determines the time limit of its decoding */
  constructor(
    bytes: number,
    private readonly limits: ClipLimits,
  ) {
    this.#deadline = new Deadline(bytes);
  }

  /** @throws SerenadeError `clip.too_long` */
  open({ sampleRateHz, channels, frames }: PcmFormat): void {
    if (frames !== null) checkDuration(frames / sampleRateHz, this.limits);
    this.#sampleRateHz = sampleRateHz;
    this.#channels = Array.from({ length: channels }, () => new Float32Array(MOST_STRETCHES));
  }

  /** @throws SerenadeError `clip.too_long`, `clip.decode_failed`, `clip.malformed` for a sample that is not a number */
  push(channels: readonly Float32Array[]): void {
    const count = channels[0]?.length ?? 0;
    this.#deadline.check();
    checkDuration((this.frames + count) / this.#sampleRateHz, this.limits);
    while (this.frames + count > MOST_STRETCHES * this.#samplesEach) this.#joinPairs();
    this.#channels.forEach((peaks, channel) => this.#raise(peaks, channels[channel] ?? NOTHING));
    this.frames += count;
  }

  /** Returns the peaks of all samples so far. */
  peaks(): ClipPeaks {
    const stretches = Math.ceil(this.frames / this.#samplesEach);
    return {
      durationSeconds: this.frames / this.#sampleRateHz,
      secondsEach: this.#samplesEach / this.#sampleRateHz,
      channels: this.#channels.map((peaks) =>
        Array.from(peaks.subarray(0, stretches), (peak) => roundTo(peak, 3)),
      ),
    };
  }

  #raise(peaks: Float32Array, samples: Float32Array): void {
    const { frames } = this;
    for (let at = 0; at < samples.length;) {
      const stretch = Math.floor((frames + at) / this.#samplesEach);
      const end = Math.min(samples.length, (stretch + 1) * this.#samplesEach - frames);
      let peak = peaks[stretch] ?? 0;
      for (; at < end; at++) {
        const magnitude = Math.abs(samples[at] ?? 0);
        // The negation makes NaN take the branch too.
        if (!(magnitude <= peak)) peak = checkMagnitude(magnitude, frames + at);
      }
      peaks[stretch] = peak;
    }
  }

  #joinPairs(): void {
    for (const peaks of this.#channels) {
      for (let pair = 0; pair < MOST_STRETCHES / 2; pair++)
        peaks[pair] = Math.max(peaks[2 * pair] ?? 0, peaks[2 * pair + 1] ?? 0);
      peaks.fill(0, MOST_STRETCHES / 2);
    }
    this.#samplesEach *= 2;
  }
}

const NOTHING = new Float32Array();
