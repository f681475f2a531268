import { type ClipPeaks, roundTo } from '#libs/contracts';
import { GuardedSink } from './guarded-sink.js';
import { Deadline, type ClipLimits } from './limits.js';
import { measurePeak } from './magnitude.js';
import type { PcmFormat } from './pcm.js';

/** Largest number of stretches; beyond it, every two become one. */
const MOST_STRETCHES = 1_024;
/** Number of samples in a stretch of a short clip: a millisecond at 16 kHz. */
const FIRST_SAMPLES = 16;

/** Measures the largest magnitudes of equal stretches of a clip, per channel. Memory does not grow with the clip. */
export class PeakMeter extends GuardedSink {
  #samplesEach = FIRST_SAMPLES;
  #channels: Float32Array[] = []; // [channels][stretches]

  /** @param bytes size of the clip, which determines the time limit of its decoding */
  constructor(bytes: number, limits: ClipLimits) {
    super(limits, new Deadline(bytes));
  }

  /** Returns the peaks of all samples so far. */
  peaks(): ClipPeaks {
    const { sampleRateHz } = this.format;
    const stretches = Math.ceil(this.frames / this.#samplesEach);
    return {
      durationSeconds: this.frames / sampleRateHz,
      secondsEach: this.#samplesEach / sampleRateHz,
      channels: this.#channels.map((peaks) =>
        Array.from(peaks.subarray(0, stretches), (peak) => roundTo(peak, 3)),
      ),
    };
  }

  protected override begin({ channels }: PcmFormat): void {
    this.#channels = Array.from({ length: channels }, () => new Float32Array(MOST_STRETCHES));
  }

  protected override take(channels: readonly Float32Array[], count: number): void {
    while (this.frames + count > MOST_STRETCHES * this.#samplesEach) this.#joinPairs();
    channels.forEach((samples, channel) => this.#raise(this.#channels[channel] ?? NOTHING, samples));
  }

  #raise(peaks: Float32Array, samples: Float32Array): void {
    const { frames } = this;
    for (let at = 0; at < samples.length;) {
      const stretch = Math.floor((frames + at) / this.#samplesEach);
      const end = Math.min(samples.length, (stretch + 1) * this.#samplesEach - frames);
      peaks[stretch] = measurePeak(samples.subarray(at, end), frames + at, peaks[stretch] ?? 0);
      at = end;
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
