import type { Resampler } from '#libs/contracts';
import { resampleFilter } from '../resample-filter.js';

/** Resamples in plain TypeScript and float64, one sum per output. Tests compare the kernel with this reference. */
export function resampleInPlainCode(
  signal: Float32Array,
  fromHz: number,
  toHz: number,
  resampler: Resampler = 'kaiser-8',
): Float32Array {
  if (fromHz === toHz) return signal;
  const { up, down, half, taps, phases, isInterpolated, table } = resampleFilter(fromHz, toHz, resampler);
  const padded = new Float64Array(half + signal.length + taps + 1);
  padded.set(signal, half);
  const filter = (from: number, row: number) => {
    let sum = 0;
    for (let tap = 0, at = row * taps; tap < taps; tap++, at++)
      sum += (padded[from + tap] ?? 0) * (table[at] ?? 0);
    return sum;
  };
  return Float32Array.from({ length: Math.ceil((signal.length * up) / down) }, (_, n) => {
    const from = Math.floor((n * down) / up);
    const phase = (n * down) % up;
    const place = isInterpolated ? (phase / up) * phases : phase;
    const row = Math.floor(place);
    const before = filter(from, row);
    return place === row ? before : before + (place - row) * (filter(from, row + 1) - before);
  });
}
