import Meyda from 'meyda';
import type { PooledDefinition } from '#libs/contracts';
import type { MfccEngine } from './engines.js';
import { frameCount, spanSamples } from './frames.js';

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
 * Creates an engine that computes MFCC as Meyda does: symmetric Hann window, filter edges rounded down to FFT bins,
 * `ln(1 + power)`, and a DCT times 2 without orthonormal scaling. Meyda keeps parameters and filter banks in one global
 * object and does not rebuild the bank if the rate changes, so each engine has its own copy without a bank. It is slow,
 * because Meyda allocates about 200 kB per frame.
 */
export function createMeydaMfcc(definition: PooledDefinition): MfccEngine {
  const { coefficients, fftLength, hopLength } = definition;
  const meyda: MeydaState = {
    ...(Meyda as unknown as MeydaState),
    bufferSize: fftLength,
    sampleRate: definition.sampleRateHz,
    melBands: definition.melBands,
    numberOfMFCCCoefficients: coefficients,
    windowingFunction: 'hanning',
    melFilterBank: undefined,
    barkScale: undefined,
  };
  return {
    compute: (span, rangesOf, allocate) => {
      const padded = new Float32Array(spanSamples(definition) ?? span.length);
      padded.set(span);
      const ranges = rangesOf(frameCount(padded.length, definition));
      const out = allocate(ranges.length);
      for (const [index, { start, end }] of ranges.entries()) {
        const sums = new Float64Array(coefficients);
        for (let at = start * hopLength; at < end * hopLength; at += hopLength) {
          const values = meyda.extract('mfcc', padded.subarray(at, at + fftLength)) ?? [];
          for (let k = 0; k < coefficients; k++) sums[k] = (sums[k] ?? 0) + (values[k] ?? 0);
        }
        for (let k = 0; k < coefficients; k++) out[index * coefficients + k] = (sums[k] ?? 0) / (end - start);
      }
      return out;
    },
  };
}
