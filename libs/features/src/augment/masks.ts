import { upTo, type Uniform } from './draws.js';
import { normalQuantiles } from './normal-quantiles.js';

/** The features of one clip. */
export interface FeatureMatrix {
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/**
 * Returns a copy with stretches of frames set to `fill` (SpecAugment, Park et al. 2019): each is 0 to `maxFrames` long, never
 * more than half of the clip, and lies within it.
 *
 * @param fill 0 for standardised features: the mean of the training part
 */
export function withTimeMasks(
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

/** Masks runs of coefficients in every frame in the same way. */
export function withFrequencyMasks(
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

/** Returns a copy with Gaussian noise of that deviation on every value. Each half of a random 32-bit word selects one. */
export function withJitter(values: Float32Array, deviation: number, uniform: Uniform): Float32Array {
  const quantiles = normalQuantiles();
  const out = values.slice();
  for (let at = 0; at < out.length; at += 2) {
    const bits = uniform() * 2 ** 32;
    out[at] = (out[at] ?? 0) + deviation * (quantiles[bits >>> 16] ?? 0);
    if (at + 1 < out.length) out[at + 1] = (out[at + 1] ?? 0) + deviation * (quantiles[bits & 0xffff] ?? 0);
  }
  return out;
}
