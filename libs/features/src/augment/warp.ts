import { between, type Uniform } from './draws.js';
import type { FeatureMatrix } from './masks.js';

/**
 * Perturbs the vocal-tract length in the mel domain (after Jaitly and Hinton 2013). Output band b is the
 * input interpolated at band `b * factor`. Positions beyond the last input band take its value. It applies to mel levels only, because cepstral coefficients
 * are not ordered by frequency.
 *
 * @param factor above 1 moves the formants down, below 1 up; 1 copies the matrix
 * @returns `[frames, coefficients]`
 */
export function warpVocalTract(
  { frames, coefficients, values }: FeatureMatrix,
  factor: number,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let band = 0; band < coefficients; band++) {
    const place = Math.min(Math.max(band * factor, 0), coefficients - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, coefficients - 1);
    const share = place - below;
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * coefficients;
      out[at + band] = (1 - share) * (values[at + below] ?? 0) + share * (values[at + above] ?? 0);
    }
  }
  return out;
}

/** The limits of a warp. See `augmentationSchema`. */
export interface WarpRange {
  readonly tempo: number;
  readonly shiftFrames: number;
  readonly scale: number;
  readonly shiftCoefficients: number;
}

/**
 * Warps the matrix by random amounts within the given limits, in one bilinear interpolation. The time axis is stretched
 * around the middle frame and then shifted. The band axis is scaled from band 0 and then shifted. Positions beyond an
 * edge take the edge's value.
 *
 * @returns `[frames, coefficients]`
 */
export function warpFeatures(
  { frames, coefficients, values }: FeatureMatrix,
  { tempo, shiftFrames, scale, shiftCoefficients }: WarpRange,
  uniform: Uniform,
): Float32Array {
  const evenly = (reach: number): number => between([-reach, reach], uniform);
  const middle = (frames - 1) / 2;
  const [speed, later, factor, higher] = [
    Math.exp(evenly(tempo)),
    evenly(shiftFrames),
    1 + evenly(scale),
    evenly(shiftCoefficients),
  ];
  const rows = findNeighbors(frames, (frame) => middle + (frame - middle) * speed + later);
  const bands = findNeighbors(coefficients, (band) => band * factor + higher);
  const out = new Float32Array(values.length);
  for (let frame = 0; frame < frames; frame++) {
    const top = (rows.before[frame] ?? 0) * coefficients;
    const bottom = (rows.after[frame] ?? 0) * coefficients;
    const down = rows.share[frame] ?? 0;
    for (let band = 0; band < coefficients; band++) {
      const [left, right] = [bands.before[band] ?? 0, bands.after[band] ?? 0];
      const along = bands.share[band] ?? 0;
      const upper = (1 - along) * (values[top + left] ?? 0) + along * (values[top + right] ?? 0);
      const lower = (1 - along) * (values[bottom + left] ?? 0) + along * (values[bottom + right] ?? 0);
      out[frame * coefficients + band] = (1 - down) * upper + down * lower;
    }
  }
  return out;
}

/** Returns, for each position, the two neighbors to interpolate between and the share of the second. */
function findNeighbors(count: number, placeOf: (at: number) => number) {
  const before = new Int32Array(count);
  const after = new Int32Array(count);
  const share = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const place = Math.min(Math.max(placeOf(at), 0), count - 1);
    before[at] = Math.floor(place);
    after[at] = Math.min(Math.floor(place) + 1, count - 1);
    share[at] = place - Math.floor(place);
  }
  return { before, after, share };
}
