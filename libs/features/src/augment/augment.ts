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
  /** Left out or empty: rooms are made up. */
  readonly responses?: readonly Float32Array[];
}

/**
 * One variation of a signal of the training part: speed, time shift, reverberation, noise, gain. A new array; another
 * length only by speed.
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
 * One variation of the mel levels of a clip of the training part, before they are standardised: the bilinear warp, gain. A
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
 * One variation of the standardised features of a clip of the training part: vocal-tract length, masks over time and coefficients,
 * jitter. A new array of the same shape.
 *
 * @param fill what masks write: 0 for standardised features
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

/** Draws whether a step is taken, also when it always is, so that other steps draw the same numbers. */
function happens({ probability }: { readonly probability: number }, uniform: Uniform): boolean {
  return uniform() < probability;
}
