import { valuesOfClip, type ClipTable } from './clip-table.js';

/** The mean and deviation of each coefficient, from the train subset only. */
export interface Standardizer {
  readonly mean: Float32Array; // [coefficients]
  /** Population standard deviation, or 1 if a coefficient never changes. */
  readonly deviation: Float32Array; // [coefficients]
}

/**
 * Measures the clips of the train subset. Two passes in float64 keep all digits around a large mean.
 *
 * @param training positions of the clips to measure; other clips are not read
 */
export function fitStandardizer(table: ClipTable, training: readonly number[]): Standardizer {
  const { coefficients } = table.shape;
  const count = training.reduce((sum, clip) => sum + valuesOfClip(table, clip).length, 0) / coefficients;
  const total = (valueOf: (value: number, coefficient: number) => number): Float64Array => {
    const sums = new Float64Array(coefficients);
    for (const clip of training) {
      const values = valuesOfClip(table, clip);
      for (let at = 0; at < values.length; at++) {
        const coefficient = at % coefficients;
        sums[coefficient] = (sums[coefficient] ?? 0) + valueOf(values[at] ?? 0, coefficient);
      }
    }
    return sums;
  };
  const mean = total((value) => value).map((sum) => sum / count);
  const squares = total((value, coefficient) => (value - (mean[coefficient] ?? 0)) ** 2);
  const deviation = squares.map((sum) => Math.sqrt(sum / count) || 1);
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}

/** Standardizes into `out`, which may be `values` itself. */
export function standardizeInto(
  out: Float32Array,
  values: Float32Array,
  { mean, deviation }: Standardizer,
): void {
  const coefficients = mean.length;
  for (let start = 0; start < values.length; start += coefficients) {
    for (let at = 0; at < coefficients; at++) {
      const centred = (values[start + at] ?? 0) - (mean[at] ?? 0);
      out[start + at] = centred / (deviation[at] ?? 1);
    }
  }
}
