/** Smaller deviations, relative to a column's largest magnitude, are rounding errors. */
const LEAST_DEVIATION = 1e-6;

/**
 * Scales every column of `[frames, coefficients]` to mean 0 and population deviation 1 in place (cepstral mean and
 * variance normalization over one utterance). A constant column becomes 0.
 */
export function normalizeUtterance(values: Float32Array, coefficients: number): Float32Array {
  const frames = values.length / coefficients;
  for (let column = 0; column < coefficients; column++) {
    let sum = 0;
    let largest = 0;
    for (let at = column; at < values.length; at += coefficients) {
      const value = values[at] ?? 0;
      sum += value;
      largest = Math.max(largest, Math.abs(value));
    }
    const mean = sum / frames;
    let squares = 0;
    for (let at = column; at < values.length; at += coefficients) squares += ((values[at] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / frames);
    const scale = deviation > LEAST_DEVIATION * largest ? 1 / deviation : 0;
    for (let at = column; at < values.length; at += coefficients)
      values[at] = ((values[at] ?? 0) - mean) * scale;
  }
  return values;
}
