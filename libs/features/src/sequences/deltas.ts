import { SerenadeError } from '#libs/contracts';

/** The slopes that are appended to the coefficients. */
export interface Deltas {
  readonly orders: 1 | 2;
  /** The number of frames that a slope is fitted to. It is odd. */
  readonly width: number;
}

/**
 * Appends slopes. `[frames, coefficients]` becomes `[frames, coefficients * (1 + orders)]`: the values of a frame,
 * followed by their first and second derivatives over frames.
 *
 * Each derivative is that of the polynomial of degree `order` that fits `width` frames best (Savitzky and Golay 1964),
 * as in librosa.feature.delta(width, order, mode='interp'). The highest derivative of a polynomial is constant, so
 * frames at the edges have that of the outermost whole window.
 *
 * @throws SerenadeError `clip.too_short` when there are fewer frames than `width`, which librosa refuses too
 */
export function appendDeltas(
  values: Float32Array,
  coefficients: number,
  deltas: Deltas | null,
): Float32Array {
  if (deltas === null) return values;
  const { orders, width } = deltas;
  const frames = values.length / coefficients;
  if (frames < width) {
    throw new SerenadeError('clip.too_short', `The clip has ${frames} frames; its slopes need ${width}.`);
  }
  const columns = coefficients * (1 + orders);
  const out = new Float32Array(frames * columns);
  for (let frame = 0; frame < frames; frame++) {
    out.set(values.subarray(frame * coefficients, (frame + 1) * coefficients), frame * columns);
  }
  for (let order = 1; order <= orders; order++) {
    writeSlopes(values, coefficients, slopeWeights(width, order), out, columns, order * coefficients);
  }
  return out;
}

/** Computes weights for the surrounding frames. The dot product with them is the derivative of the given order. */
function slopeWeights(width: number, order: number): Float64Array {
  const half = (width - 1) / 2;
  const offsets = Float64Array.from({ length: width }, (_, i) => i - half);
  const meanSquare = offsets.reduce((sum, k) => sum + k * k, 0) / width;
  const basis = order === 1 ? offsets : offsets.map((k) => k * k - meanSquare);
  const norm = basis.reduce((sum, value) => sum + value * value, 0);
  return basis.map((value) => (order * value) / norm);
}

function writeSlopes(
  values: Float32Array,
  coefficients: number,
  weights: Float64Array,
  out: Float32Array,
  columns: number,
  firstColumn: number,
): void {
  const frames = values.length / coefficients;
  const half = (weights.length - 1) / 2;
  const sums = new Float64Array(coefficients);
  for (let frame = 0; frame < frames; frame++) {
    const middle = Math.min(Math.max(frame, half), frames - 1 - half);
    sums.fill(0);
    for (let tap = 0, at = (middle - half) * coefficients; tap < weights.length; tap++) {
      const weight = weights[tap] ?? 0;
      for (let k = 0; k < coefficients; k++) sums[k] = (sums[k] ?? 0) + weight * (values[at++] ?? 0);
    }
    out.set(sums, frame * columns + firstColumn);
  }
}
