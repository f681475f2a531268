import type { Resampler } from '#libs/contracts';
import { TAP_SCALE, type PolyphaseFilter } from '#libs/kernels';
import { DESIGNS, type FilterDesign } from './filter-designs.js';

/** Filters above 1 MiB get interpolated phases instead of one row per phase. */
const MAX_EXACT_TAPS = 131_072;
/** Number of interpolated phases per sample of the lower rate: linear interpolation then errs below -110 dB. */
const INTERPOLATED_PHASES = 1024;
const CACHED_FILTERS = 16;

const cache = new Map<string, PolyphaseFilter>();

/** Returns the filter between two integer rates, from a cache of the 16 last used. */
export function resampleFilter(
  fromHz: number,
  toHz: number,
  resampler: Resampler = 'kaiser-8',
): PolyphaseFilter {
  const key = `${resampler}:${fromHz}:${toHz}`;
  const filter = cache.get(key) ?? designFilter(fromHz, toHz, DESIGNS[resampler]);
  cache.delete(key);
  cache.set(key, filter);
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHED_FILTERS) break;
    cache.delete(oldest);
  }
  return filter;
}

/** Designs a windowed-sinc low-pass. */
function designFilter(fromHz: number, toHz: number, design: FilterDesign): PolyphaseFilter {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const stretch = Math.max(1, fromHz / toHz);
  const reach = design.halfLength * stretch;
  const half = Math.floor(reach + 1e-9);
  // An output on an input needs `half` inputs on both sides; one between two inputs needs one more.
  const taps = 4 * Math.ceil((2 * half + (up === 1 ? 1 : 2)) / 4);
  const isInterpolated = up * taps > MAX_EXACT_TAPS;
  const phases = isInterpolated ? Math.max(16, Math.ceil(INTERPOLATED_PHASES / stretch)) : up;
  const rows = isInterpolated ? phases + 1 : phases;
  const table = new Float64Array(rows * taps);
  for (let row = 0; row < rows; row++) {
    fillRow(table.subarray(row * taps, (row + 1) * taps), half + row / phases, reach, stretch, design);
  }
  if (up === 1) roundTaps(table, half, design);
  return { up, down, half, taps, phases, isInterpolated, table };
}

/** Rounds to integers over `TAP_SCALE`, so that a decimation has the same filter in integers and in floats. */
function roundTaps(table: Float64Array, middle: number, { isUnitGain }: FilterDesign): void {
  table.forEach((tap, i) => (table[i] = Math.round(TAP_SCALE * tap) / TAP_SCALE));
  const sum = table.reduce((total, tap) => total + tap, 0);
  if (isUnitGain) table[middle] = (table[middle] ?? 0) + 1 - sum;
}

/**
 * Computes `h(t) = c sinc(c t) window(t / reach)`, with t in input samples from the output's position and c the cut-off
 * over Nyquist. If the design keeps constants, the row is scaled so that it adds up to 1.
 */
function fillRow(
  row: Float64Array,
  centre: number,
  reach: number,
  stretch: number,
  { cutoff, window, isUnitGain }: FilterDesign,
): void {
  const c = cutoff / stretch;
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const t = tap - centre;
    const value = c * sinc(c * t) * window(t / reach);
    row[tap] = value;
    sum += value;
  }
  if (!isUnitGain) return;
  for (let tap = 0; tap < row.length; tap++) row[tap] = (row[tap] ?? 0) / sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
