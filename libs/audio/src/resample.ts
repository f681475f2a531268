import { SerenadeError, type Resampler } from '#libs/contracts';
import { resampleKernel } from '#libs/kernels';
import { buildDecimationFilter, firOverPlanes, measurePlane, splitIntoPlanes } from './decimate.js';
import { resampleFilter, type ResampleFilter } from './resample-filter.js';
import { Scratch } from './scratch.js';

/** Every feature set is computed at this rate. */
export const SIGNAL_RATE_HZ = 16_000;

/** 16 MiB of samples stay allocated: 43 s at 48 kHz. */
const scratch = new Scratch(2_097_152);

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

/** Resamples in plain TypeScript and float64. Tests compare the kernel with this reference. */
export function resampleInPlainCode(
  signal: Float32Array,
  fromHz: number,
  toHz: number,
  resampler: Resampler = 'kaiser-8',
): Float32Array {
  checkRates(fromHz, toHz);
  if (fromHz === toHz) return signal;
  const filter = resampleFilter(fromHz, toHz, resampler);
  const out = new Float32Array(Math.ceil((signal.length * filter.up) / filter.down));
  if (filter.up === 1) decimate(signal, filter, out);
  else interpolate(signal, filter, out);
  return out;
}

function checkRates(...rates: readonly number[]): void {
  for (const rate of rates) {
    if (Number.isSafeInteger(rate) && rate > 0) continue;
    throw new SerenadeError('clip.malformed', `A sample rate must be a positive integer; ${rate} Hz is not.`);
  }
}

function decimate(signal: Float32Array, filter: ResampleFilter, out: Float32Array): void {
  const decimation = buildDecimationFilter(filter);
  const stride = measurePlane(out.length, decimation.subTaps);
  const planes = scratch.take(filter.down * stride);
  splitIntoPlanes(signal, filter.half, filter.down, stride, planes);
  firOverPlanes(planes, stride, decimation, filter.down, out);
}

function interpolate(signal: Float32Array, filter: ResampleFilter, out: Float32Array): void {
  const { up, down, half, taps, phases, isInterpolated, table } = filter;
  const padded = scratch.take(half + signal.length + taps + 1);
  padded.fill(0, 0, half);
  padded.set(signal, half);
  padded.fill(0, half + signal.length, half + signal.length + taps + 1);
  const wholeStep = Math.floor(down / up);
  const stepPhase = down % up;
  let at = 0;
  let phase = 0; // Output n is at input `at + phase / up`.
  for (let n = 0; n < out.length; n++) {
    if (isInterpolated) {
      const place = (phase / up) * phases;
      const row = Math.floor(place);
      const before = dot(padded, at, table, row * taps, taps);
      const after = dot(padded, at, table, (row + 1) * taps, taps);
      out[n] = before + (place - row) * (after - before);
    } else {
      out[n] = dot(padded, at, table, phase * taps, taps);
    }
    at += wholeStep;
    phase += stepPhase;
    if (phase >= up) {
      phase -= up;
      at++;
    }
  }
}

/** Computes `sum x[from + k] h[tap + k]` over `count` taps, a multiple of 4; four sums make additions overlap. */
function dot(x: Float64Array, from: number, h: Float64Array, tap: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < count; k += 4) {
    s0 += (x[from + k] ?? 0) * (h[tap + k] ?? 0);
    s1 += (x[from + k + 1] ?? 0) * (h[tap + k + 1] ?? 0);
    s2 += (x[from + k + 2] ?? 0) * (h[tap + k + 2] ?? 0);
    s3 += (x[from + k + 3] ?? 0) * (h[tap + k + 3] ?? 0);
  }
  return s0 + s1 + (s2 + s3);
}
