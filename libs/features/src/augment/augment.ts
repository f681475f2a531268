import type { Augmentation } from '#libs/contracts';
import { between, betweenRatios, upTo, type Uniform } from './draws.js';
import { whiteNoise, withGain, withNoise } from './level.js';
import { withFrequencyMasks, withJitter, withTimeMasks, type FeatureMatrix } from './masks.js';
import { decayingResponse, inRoom } from './reverberation.js';
import { atSpeed, shiftedInTime } from './speed.js';
import { warped, withVocalTract } from './warp.js';

/** Recorded impulse responses to draw from, and the rate of signals and responses. */
export interface SignalSurroundings {
  readonly sampleRateHz: number;
  /** Without responses, rooms are artificial. */
  readonly responses?: readonly Float32Array[];
}

/**
 * Returns one variation of a training signal: speed, time shift, reverberation, noise, gain. It is a new array; only
 * speed changes its length.
 */
export function augmentSignal(
  signal: Float32Array,
  { signal: spec }: Augmentation,
  { sampleRateHz, responses = [] }: SignalSurroundings,
  uniform: Uniform,
): Float32Array {
  let out: Float32Array = signal.slice();
  if (spec?.speed && happens(spec.speed, uniform))
    out = atSpeed(out, betweenRatios(spec.speed.factor, uniform));
  if (spec?.timeShift && happens(spec.timeShift, uniform)) {
    const { maxShare } = spec.timeShift;
    out = shiftedInTime(out, out.length * between([-maxShare, maxShare], uniform));
  }
  if (spec?.reverberation && happens(spec.reverberation, uniform)) {
    const { rt60Seconds, directDb } = spec.reverberation;
    const made = (): Float32Array =>
      decayingResponse(between(rt60Seconds, uniform), between(directDb, uniform), sampleRateHz, uniform);
    out = inRoom(out, responses[upTo(responses.length - 1, uniform)] ?? made());
  }
  if (spec?.noise && happens(spec.noise, uniform)) {
    out = withNoise(out, whiteNoise(out.length, uniform), between(spec.noise.snrDb, uniform));
  }
  if (spec?.gainDb && happens(spec.gainDb, uniform)) out = withGain(out, between(spec.gainDb.range, uniform));
  return out;
}

/**
 * Returns one variation of the mel levels of a training clip before standardization: the bilinear warp and gain. It is a
 * new array of the same shape.
 */
export function augmentLevels(
  matrix: FeatureMatrix,
  { features: spec }: Augmentation,
  uniform: Uniform,
): Float32Array {
  const out = spec?.warp ? warped(matrix, spec.warp, uniform) : matrix.values.slice();
  if (spec?.gainDb === undefined) return out;
  const gain = between([-spec.gainDb, spec.gainDb], uniform);
  for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) + gain;
  return out;
}

/**
 * Returns one variation of the standardized features of a training clip: vocal-tract length, masks over time and
 * coefficients, jitter. It is a new array of the same shape.
 *
 * @param fill value of masks: 0 for standardized features
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
    values = withVocalTract(current(), betweenRatios(spec.vtlp.factor, uniform));
  }
  if (spec?.timeMask) values = withTimeMasks(current(), spec.timeMask, uniform, fill);
  if (spec?.frequencyMask) values = withFrequencyMasks(current(), spec.frequencyMask, uniform, fill);
  if (spec?.jitter !== undefined) values = withJitter(values, spec.jitter, uniform);
  return values;
}

/** Decides whether to take a step. It draws even for a probability of 1, so that other steps draw the same numbers. */
function happens({ probability }: { readonly probability: number }, uniform: Uniform): boolean {
  return uniform() < probability;
}
