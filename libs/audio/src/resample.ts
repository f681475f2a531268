import type { Resampler } from '#libs/contracts';
import { resampleKernel } from '#libs/kernels';
import { resampleFilter } from './resample-filter.js';
import { malformedClip } from './clip-errors.js';

/** Every feature set is computed at this rate. */
export const SIGNAL_RATE_HZ = 16_000;

/**
 * Resamples with a polyphase windowed sinc; `filter-designs.ts` contains the lengths. Beyond its ends the signal counts as
 * zero. Rates are integers; awkward ratios (44,101 Hz) interpolate between phases, in bounded memory.
 *
 * @returns `ceil(samples * toHz / fromHz)` samples, the first at the time of the first input; `signal` itself when
 *   the rates are equal
 * @throws SerenadeError `clip.malformed` if a rate is not a positive integer
 */
export function resample(
  signal: Float32Array,
  fromHz: number,
  toHz: number,
  resampler: Resampler = 'kaiser-8',
): Float32Array {
  checkRates(fromHz, toHz);
  if (fromHz === toHz) return signal;
  const filter = resampleFilter(fromHz, toHz, resampler);
  const out = new Float32Array(Math.ceil((signal.length * filter.up) / filter.down));
  resampleKernel().resample(signal, filter, out);
  return out;
}

function checkRates(...rates: readonly number[]): void {
  for (const rate of rates) {
    if (Number.isSafeInteger(rate) && rate > 0) continue;
    throw malformedClip(`A sample rate must be a positive integer; ${rate} Hz is not.`);
  }
}
