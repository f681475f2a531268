import { malformedClip } from './clip-errors.js';

/**
 * Largest magnitude of a float sample. Full scale is 1, but some writers store 16-bit numbers in floats. A larger value
 * means damage, and squares of squares would leave the range of numbers.
 */
const MAX_MAGNITUDE = 65_536;

/** @throws SerenadeError `clip.malformed` on a magnitude that is not a number, infinite or beyond 65,536 */
export function checkMagnitude(magnitude: number, frame: number): number {
  if (magnitude <= MAX_MAGNITUDE) return magnitude;
  throw malformedClip(`Sample ${frame} has the impossible magnitude ${magnitude}.`);
}

/**
 * Returns the largest magnitude of samples, or `peak` if that is larger.
 *
 * @param firstFrame number of the first sample, for the error
 * @throws SerenadeError as `checkMagnitude`
 */
export function measurePeak(samples: Float32Array, firstFrame: number, peak: number): number {
  const { length } = samples;
  for (let i = 0; i < length; i++) {
    const magnitude = Math.abs(samples[i] ?? 0);
    // The negation makes NaN take the branch too.
    if (!(magnitude <= peak)) peak = checkMagnitude(magnitude, firstFrame + i);
  }
  return peak;
}
