import { upTo, type Uniform, normalQuantiles } from './draws.js';

/** The features of one clip. */
export interface FeatureMatrix {
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/**
 * Returns a copy in which stretches of frames are set to `fill` (SpecAugment, Park et al. 2019). Each stretch lies
 * within the clip and has 0 to `maxFrames` frames, at most half of the clip.
 *
 * @param fill 0 for standardized features, the mean of the train subset
 */
export function maskTime(
  { frames, coefficients, values }: FeatureMatrix,
  { masks, maxFrames }: { readonly masks: number; readonly maxFrames: number },
  uniform: Uniform,
  fill = 0,
): Float32Array {
  const out = values.slice();
  for (let mask = 0; mask < masks; mask++) {
    const length = upTo(Math.min(maxFrames, Math.floor(frames / 2)), uniform);
    const start = upTo(frames - length, uniform);
    out.fill(fill, start * coefficients, (start + length) * coefficients);
  }
  return out;
}

/** Returns a copy in which runs of coefficients are set to `fill` in every frame. */
export function maskCoefficients(
  { frames, coefficients, values }: FeatureMatrix,
  { masks, maxCoefficients }: { readonly masks: number; readonly maxCoefficients: number },
  uniform: Uniform,
  fill = 0,
): Float32Array {
  const out = values.slice();
  for (let mask = 0; mask < masks; mask++) {
    const length = upTo(Math.min(maxCoefficients, Math.floor(coefficients / 2)), uniform);
    const start = upTo(coefficients - length, uniform);
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * coefficients + start;
      out.fill(fill, at, at + length);
    }
  }
  return out;
}

/** Adds Gaussian noise to every value of a copy. Each half of a random 32-bit word selects one normal number. */
export function addJitter(values: Float32Array, deviation: number, uniform: Uniform): Float32Array {
  const quantiles = normalQuantiles();
  const out = values.slice();
  for (let at = 0; at < out.length; at += 2) {
    const bits = uniform() * 2 ** 32;
    out[at] = (out[at] ?? 0) + deviation * (quantiles[bits >>> 16] ?? 0);
    if (at + 1 < out.length) out[at + 1] = (out[at + 1] ?? 0) + deviation * (quantiles[bits & 0xffff] ?? 0);
  }
  return out;
}
