import type { FeatureShape } from './model.js';

/** Mean and deviation of each coefficient, from the training part only. */
export interface Standardizer {
  readonly mean: Float32Array; // [coefficients]
  /** Population standard deviation; 1 where a coefficient never changes. */
  readonly deviation: Float32Array; // [coefficients]
}

/**
 * Measures the training clips. Sums run in float64 and in two passes, so that a large mean costs no digits.
 *
 * @param features `[clips, frames, coefficients]`
 * @param training positions of the training clips; no other clip is looked at
 */
export function fitStandardizer(
  features: Float32Array,
  { frames, coefficients }: FeatureShape,
  training: readonly number[],
): Standardizer {
  const count = training.length * frames;
  const total = (valueOf: (value: number, coefficient: number) => number): Float64Array => {
    const sums = new Float64Array(coefficients);
    for (const clip of training) {
      const start = clip * frames * coefficients;
      for (let at = 0; at < frames * coefficients; at++) {
        const coefficient = at % coefficients;
        sums[coefficient] = (sums[coefficient] ?? 0) + valueOf(features[start + at] ?? 0, coefficient);
      }
    }
    return sums;
  };
  const mean = total((value) => value).map((sum) => sum / count);
  const squares = total((value, coefficient) => (value - (mean[coefficient] ?? 0)) ** 2);
  const deviation = squares.map((sum) => Math.sqrt(sum / count) || 1);
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}

/**
 * Standardised clips in the order in which the layers read them: all clips of frame 0, then of frame 1, ...
 *
 * @param clips positions in `features`, `[clips, frames, coefficients]`
 * @returns one `[clips, coefficients]` array a frame
 */
export function standardizedFrames(
  features: Float32Array,
  { frames, coefficients }: FeatureShape,
  clips: ArrayLike<number>,
  { mean, deviation }: Standardizer,
): Float32Array[] {
  return Array.from({ length: frames }, (_, frame) => {
    const values = new Float32Array(clips.length * coefficients); // [clips, coefficients]
    for (let row = 0; row < clips.length; row++) {
      const from = ((clips[row] ?? 0) * frames + frame) * coefficients;
      for (let at = 0; at < coefficients; at++) {
        const centred = (features[from + at] ?? 0) - (mean[at] ?? 0);
        values[row * coefficients + at] = centred / (deviation[at] ?? 1);
      }
    }
    return values;
  });
}
