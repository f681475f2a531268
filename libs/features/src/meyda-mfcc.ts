import Meyda from 'meyda';
import type { PooledDefinition } from '#libs/contracts';
import { frameCount, spanSamples } from './frames.js';
import type { MfccEngine } from './engines.js';
import type { FrameRange } from './pooling.js';

/** The parts of Meyda that this file uses. Meyda's types declare an ES module, but the package is CommonJS. */
interface MeydaState {
  bufferSize: number;
  sampleRate: number;
  melBands: number;
  numberOfMFCCCoefficients: number;
  windowingFunction: string;
  melFilterBank: undefined;
  barkScale: undefined;
  extract(feature: 'mfcc', frame: Float32Array): number[] | null;
}

/**
 * Computes MFCC as Meyda does: symmetric Hann window, filter edges rounded down to FFT bins, `ln(1 + power)`, and a DCT
 * times 2 without orthonormal scaling. Meyda keeps parameters and filter banks in one global object and does not
 * rebuild the bank if the rate changes, so each engine has its own copy without a bank. It is slow, because Meyda
 * allocates about 200 kB per frame.
 */
export class MeydaMfcc implements MfccEngine {
  readonly #definition: PooledDefinition;
  readonly #meyda: MeydaState;

  constructor(definition: PooledDefinition) {
    this.#definition = definition;
    this.#meyda = {
      ...(Meyda as unknown as MeydaState),
      bufferSize: definition.fftLength,
      sampleRate: definition.sampleRateHz,
      melBands: definition.melBands,
      numberOfMFCCCoefficients: definition.coefficients,
      windowingFunction: 'hanning',
      melFilterBank: undefined,
      barkScale: undefined,
    };
  }

  compute(
    span: Float32Array,
    rangesOf: (frames: number) => readonly FrameRange[],
    allocate: (ranges: number) => Float32Array,
  ): Float32Array {
    const samples = spanSamples(this.#definition) ?? span.length;
    const padded = new Float32Array(samples);
    padded.set(span);
    const ranges = rangesOf(frameCount(samples, this.#definition));
    const out = allocate(ranges.length);
    ranges.forEach((range, index) => {
      this.#writeMean(padded, range, out, index * this.#definition.coefficients);
    });
    return out;
  }

  #writeMean(signal: Float32Array, range: FrameRange, out: Float32Array, at: number): void {
    const { coefficients, fftLength, hopLength } = this.#definition;
    const sums = new Float64Array(coefficients);
    for (let frame = range.start; frame < range.end; frame++) {
      const start = frame * hopLength;
      const values = this.#meyda.extract('mfcc', signal.subarray(start, start + fftLength)) ?? [];
      for (let k = 0; k < coefficients; k++) sums[k] = (sums[k] ?? 0) + (values[k] ?? 0);
    }
    for (let k = 0; k < coefficients; k++) out[at + k] = (sums[k] ?? 0) / (range.end - range.start);
  }
}
