import { SerenadeError } from '#libs/contracts';

/**
 * Largest magnitude that a float sample may have. Full scale is 1, but some writers keep 16-bit numbers in floats;
 * beyond that the file is damaged or no sound, and squares of squares would leave the range of numbers.
 */
const MAX_MAGNITUDE = 65_536;

/** @throws SerenadeError `clip.malformed` on a magnitude that is no number, infinite or beyond 65,536 */
export function checkedMagnitude(magnitude: number, frame: number): number {
  if (magnitude <= MAX_MAGNITUDE) return magnitude;
  throw new SerenadeError('clip.malformed', `Sample ${frame} has the impossible magnitude ${magnitude}.`);
}

/**
 * Largest magnitude of samples, or `peak` when that is larger.
 *
 * @param firstFrame number of the first sample, for the error
 * @throws SerenadeError as `checkedMagnitude`
 */
export function checkedPeak(samples: Float32Array, firstFrame: number, peak: number): number {
  const { length } = samples;
  for (let i = 0; i < length; i++) {
    const magnitude = Math.abs(samples[i] ?? 0);
    // Written so that NaN takes the branch too.
    if (!(magnitude <= peak)) peak = checkedMagnitude(magnitude, firstFrame + i);
  }
  return peak;
}
