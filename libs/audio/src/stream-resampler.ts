import type { Resampler } from '#libs/contracts';
import { resample } from './resample.js';
import { resampleFilter } from './resample-filter.js';
import { growSamples } from './signal-buffer.js';

/** Approximate number of inputs resampled at a time: half a second at 48 kHz. */
const BLOCK_INPUTS = 24_000;

/**
 * Resamples a signal that arrives in pieces: the outputs equal those of `resample`, and memory does not grow. Outputs
 * repeat their positions between inputs every `down` inputs, so blocks begin there. Each block is resampled with as much
 * of its neighbors on both sides as the filter reaches.
 */
export class StreamResampler {
  readonly #up: number;
  readonly #down: number;
  /** Number of inputs in a block, and in its margins: multiples of `down`. */
  readonly #block: number;
  readonly #margin: number;
  #buffer = new Float32Array(0);
  /** Index of the buffer's first input in the signal, a multiple of `down`, and of the first input not yet resampled. */
  #start = 0;
  #next = 0;
  #length = 0;

  constructor(
    private readonly fromHz: number,
    private readonly toHz: number,
    private readonly resampler: Resampler,
  ) {
    const { up, down, half, taps } = resampleFilter(fromHz, toHz, resampler);
    this.#up = up;
    this.#down = down;
    this.#block = down * Math.max(1, Math.round(BLOCK_INPUTS / down));
    this.#margin = down * Math.ceil((half + taps + 1) / down);
  }

  /** @returns outputs that no later input changes */
  push(input: Float32Array): Float32Array {
    if (this.fromHz === this.toHz) return input;
    this.#append(input);
    const blocks = Math.floor((this.#end - this.#margin - this.#next) / this.#block);
    return blocks > 0 ? this.#resample(this.#next + blocks * this.#block, this.#margin) : new Float32Array(0);
  }

  /** @returns the remaining outputs at the end of the signal */
  end(): Float32Array {
    return this.#end > this.#next ? this.#resample(this.#end, 0) : new Float32Array(0);
  }

  get #end(): number {
    return this.#start + this.#length;
  }

  #resample(end: number, margin: number): Float32Array {
    const inputs = this.#buffer.subarray(0, end + margin - this.#start);
    const outputs = resample(inputs, this.fromHz, this.toHz, this.resampler);
    const outputsOf = (input: number): number => Math.ceil((input * this.#up) / this.#down);
    const out = outputs.subarray(outputsOf(this.#next - this.#start), outputsOf(end - this.#start));
    this.#next = end;
    const kept = Math.max(0, end - this.#margin);
    if (kept > this.#start) {
      this.#buffer.copyWithin(0, kept - this.#start, this.#length);
      this.#length -= kept - this.#start;
      this.#start = kept;
    }
    return out;
  }

  #append(input: Float32Array): void {
    this.#buffer = growSamples(this.#buffer, this.#length + input.length);
    this.#buffer.set(input, this.#length);
    this.#length += input.length;
  }
}
