import { checkMagnitude } from './magnitude.js';

/**
 * Writes the mean over channels of interleaved samples `[frames, channels]` to `signal` from `at` on.
 *
 * @returns the largest magnitude written
 * @throws SerenadeError `clip.malformed` on a sample that is not a number, infinite or beyond 65,536
 */
export function mixDown(
  interleaved: Float64Array,
  frames: number,
  channels: number,
  signal: Float32Array,
  at: number,
): number {
  if (channels > 1) averageInPlace(interleaved, frames, channels);
  let peak = 0;
  for (let frame = 0; frame < frames; frame++) {
    const sample = interleaved[frame] ?? 0;
    signal[at + frame] = sample;
    const magnitude = Math.abs(sample);
    // The negation makes NaN take the branch too.
    if (!(magnitude <= peak)) peak = checkMagnitude(magnitude, at + frame);
  }
  return peak;
}

/** Writes the mean of frame n to index n, which is never ahead of the unread samples. */
function averageInPlace(interleaved: Float64Array, frames: number, channels: number): void {
  for (let frame = 0, from = 0; frame < frames; frame++) {
    let sum = 0;
    for (const end = from + channels; from < end; from++) sum += interleaved[from] ?? 0;
    interleaved[frame] = sum / channels;
  }
}
