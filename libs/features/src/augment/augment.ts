import type { Augmentation } from '#libs/contracts';
import { between, betweenRatios, type Uniform } from './draws.js';
import { maskCoefficients, addJitter, maskTime, type FeatureMatrix } from './masks.js';
import { warpFeatures, warpVocalTract } from './warp.js';

/**
 * Augments the mel levels of a training clip before standardization with the bilinear warp and gain. Returns a new
 * array of the same shape.
 */
export function augmentLevels(
  matrix: FeatureMatrix,
  { features: spec }: Augmentation,
  uniform: Uniform,
): Float32Array {
  const out = spec?.warp ? warpFeatures(matrix, spec.warp, uniform) : matrix.values.slice();
  if (spec?.gainDb === undefined) return out;
  const gain = between([-spec.gainDb, spec.gainDb], uniform);
  for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) + gain;
  return out;
}

/**
 * Augments the standardized features of a training clip with vocal-tract length, masks over time and coefficients, and
 * jitter. Returns a new array of the same shape.
 *
 * @param fill the value of masks: 0 for standardized features
 */
export function augmentFeatures(
  matrix: FeatureMatrix,
  { features: spec }: Augmentation,
  uniform: Uniform,
  fill = 0,
): Float32Array {
  let values: Float32Array = matrix.values.slice();
  const current = (): FeatureMatrix => ({ ...matrix, values });
  if (spec?.vtlp && happens(spec.vtlp, uniform)) {
    values = warpVocalTract(current(), betweenRatios(spec.vtlp.factor, uniform));
  }
  if (spec?.timeMask) values = maskTime(current(), spec.timeMask, uniform, fill);
  if (spec?.frequencyMask) values = maskCoefficients(current(), spec.frequencyMask, uniform, fill);
  if (spec?.jitter !== undefined) values = addJitter(values, spec.jitter, uniform);
  return values;
}

/**
 * Decides whether to apply a step. Draws even for a probability of 1, so that the other steps draw the same numbers.
 */
function happens({ probability }: { readonly probability: number }, uniform: Uniform): boolean {
  return uniform() < probability;
}
