import { type MelGrid, frameWindow } from './window.js';
import { frameCount, padFrames, paddedLength, spanSamples } from './frames.js';
import { applyMelBank, melBank, type MelBank } from './mel-bank.js';
import { RealFft } from './real-fft.js';

/** The default least power before the logarithm, that of librosa.power_to_db(amin=1e-10). */
export const LEAST_POWER = { power: 1e-10, mode: 'clip' } as const;
/** Larger buffers are released after the clip. This is 8 MiB of mel powers, or 164 s of 128 bands. */
const MAX_KEPT_VALUES = 2_097_152;

export interface MelPowers {
  /** Mel powers, at least the least power. The next clip overwrites them. */
  readonly values: Float32Array; // [frames, bands]
  readonly frames: number;
  /** The floor of powers that follows from power_to_db's amin and top_db. */
  readonly floor: number;
}

/** Computes librosa.feature.melspectrogram(power=2). Reuses its tables and buffers for the next clip. */
export class MelSpectrogram {
  readonly #grid: MelGrid;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #bank: MelBank;
  readonly #power: Float64Array; // [fftLength / 2 + 1]
  #padded = new Float64Array(0);
  #values = new Float32Array(0);

  constructor(grid: MelGrid) {
    this.#grid = grid;
    this.#fft = new RealFft(grid.fftLength);
    this.#window = frameWindow(grid);
    this.#bank = melBank(grid);
    this.#power = new Float64Array(grid.fftLength / 2 + 1);
  }

  /** @param span the samples that `spanOf` returns */
  compute(span: Float32Array): MelPowers {
    const { hopLength, melBands, topDb, leastPower = LEAST_POWER } = this.#grid;
    const least = leastPower.power;
    const added = leastPower.mode === 'add' ? least : 0;
    const samples = spanSamples(this.#grid) ?? span.length;
    const frames = frameCount(samples, this.#grid);
    const padded = this.#paddedOf(paddedLength(samples, this.#grid));
    const values = this.#valuesOf(frames * melBands);
    padFrames(span, samples, this.#grid, padded);
    let largest = least;
    for (let frame = 0; frame < frames; frame++) {
      this.#fft.power(padded, frame * hopLength, this.#window, this.#power);
      const loudest = applyMelBank(this.#bank, this.#power, least, values, frame * melBands, added);
      if (loudest > largest) largest = loudest;
    }
    const floor = topDb === null ? least : Math.max(least, largest * 10 ** (-topDb / 10));
    return { values, frames, floor };
  }

  #paddedOf(length: number): Float64Array {
    if (length <= this.#padded.length) return this.#padded;
    const fresh = new Float64Array(length);
    if (length <= MAX_KEPT_VALUES) this.#padded = fresh;
    return fresh;
  }

  #valuesOf(length: number): Float32Array {
    if (length <= this.#values.length) return this.#values;
    const fresh = new Float32Array(length);
    if (length <= MAX_KEPT_VALUES) this.#values = fresh;
    return fresh;
  }
}
