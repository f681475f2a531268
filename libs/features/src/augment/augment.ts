import type { Augmentation } from '#libs/contracts';
import { between, betweenRatios, upTo, type Uniform } from './draws.js';
import { createWhiteNoise, applyGain, addNoise } from './level.js';
import { maskCoefficients, addJitter, maskTime, type FeatureMatrix } from './masks.js';
import { createRoomResponse, addReverberation } from './reverberation.js';
import { changeSpeed, shiftInTime } from './speed.js';
import { warpFeatures, warpVocalTract } from './warp.js';

/** The rate of signals and impulse responses, and the recorded responses to draw from. */
export interface SignalSurroundings {
  readonly sampleRateHz: number;
  /** Recorded rooms. Without any, rooms are artificial. */
  readonly responses?: readonly Float32Array[];
}

/**
 * Augments a training signal with speed, time shift, reverberation, noise and gain. Returns a new array. Only speed
 * changes its length.
 */
export function augmentSignal(
  signal: Float32Array,
  { signal: spec }: Augmentation,
  { sampleRateHz, responses = [] }: SignalSurroundings,
  uniform: Uniform,
): Float32Array {
  let out: Float32Array = signal.slice();
  if (spec?.speed && happens(spec.speed, uniform))
    out = changeSpeed(out, betweenRatios(spec.speed.factor, uniform));
  if (spec?.timeShift && happens(spec.timeShift, uniform)) {
    const { maxShare } = spec.timeShift;
    out = shiftInTime(out, out.length * between([-maxShare, maxShare], uniform));
  }
  if (spec?.reverberation && happens(spec.reverberation, uniform)) {
    const { rt60Seconds, directDb } = spec.reverberation;
    const made = (): Float32Array =>
      createRoomResponse(between(rt60Seconds, uniform), between(directDb, uniform), sampleRateHz, uniform);
    out = addReverberation(out, responses[upTo(responses.length - 1, uniform)] ?? made());
  }
  if (spec?.noise && happens(spec.noise, uniform)) {
    out = addNoise(out, createWhiteNoise(out.length, uniform), between(spec.noise.snrDb, uniform));
  }
  if (spec?.gainDb && happens(spec.gainDb, uniform))
    out = applyGain(out, between(spec.gainDb.range, uniform));
  return out;
}

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
