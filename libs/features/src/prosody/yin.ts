import { RealFft } from '../real-fft.js';

/** The smallest positive normal float64, as in librosa.util.tiny. */
export const TINY = 2.2250738585072014e-308;

/**
 * Computes YIN's cumulative mean normalized difference (de Cheveigné and Kawahara 2002, eq. 8) as librosa does: `d(k) =
 * 2 (r(0) - r(k)) - sum of the first k squares`. r is computed from the power spectrum of the frame followed by as many
 * zeros. Tables and buffers are reused for the next frame.
 */
export class Yin {
  readonly minPeriod: number;
  readonly maxPeriod: number;
  /** The difference by period, from `minPeriod`. The next frame overwrites it. */
  readonly values: Float64Array; // [maxPeriod - minPeriod + 1]
  readonly #winLength: number;
  readonly #fft: RealFft;
  readonly #ones: Float64Array;
  readonly #frame: Float64Array; // [2 * winLength], zeros behind
  readonly #power: Float64Array;
  readonly #mirrored: Float64Array;
  readonly #correlation: Float64Array;

  constructor(winLength: number, sampleRateHz: number, minHz: number, maxHz: number) {
    this.#winLength = winLength;
    this.minPeriod = Math.floor(sampleRateHz / maxHz);
    this.maxPeriod = Math.min(Math.ceil(sampleRateHz / minHz), winLength - 1);
    this.values = new Float64Array(this.maxPeriod - this.minPeriod + 1);
    this.#fft = new RealFft(2 * winLength);
    this.#ones = new Float64Array(2 * winLength).fill(1);
    this.#frame = new Float64Array(2 * winLength);
    this.#power = new Float64Array(winLength + 1);
    this.#mirrored = new Float64Array(2 * winLength);
    this.#correlation = new Float64Array(winLength + 1);
  }

  /** Computes the difference of `x[at .. at + winLength)` and returns `values`. */
  compute(x: Float64Array, at: number): Float64Array {
    this.#autocorrelate(x, at);
    const { minPeriod, maxPeriod, values } = this;
    const correlation = this.#correlation;
    const energy = correlation[0] ?? 0;
    let head = 0;
    let total = 0;
    for (let period = 1; period <= maxPeriod; period++) {
      const sample = x[at + period - 1] ?? 0;
      head += sample * sample;
      // librosa clears the first sum before it subtracts it at period 1. This code produces the same totals.
      const difference = 2 * (energy - (correlation[period] ?? 0)) - (period === 1 ? 0 : head);
      total += difference;
      if (period >= minPeriod) values[period - minPeriod] = difference / (total / period + TINY);
    }
    return values;
  }

  #autocorrelate(x: Float64Array, at: number): void {
    const length = this.#winLength;
    for (let i = 0; i < length; i++) this.#frame[i] = x[at + i] ?? 0;
    this.#fft.power(this.#frame, 0, this.#ones, this.#power);
    for (let k = 0; k <= length; k++) {
      const value = (this.#power[k] ?? 0) / (2 * length);
      this.#mirrored[k] = value;
      if (k > 0) this.#mirrored[2 * length - k] = value;
    }
    this.#fft.realPart(this.#mirrored, 0, this.#ones, this.#correlation);
  }
}
