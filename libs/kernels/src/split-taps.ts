import type { PolyphaseFilter } from './polyphase-filter.js';

/** Taps as two 16-bit halves: `tap = high / highScale + low / lowScale`, each tap once a channel. */
export interface SplitTaps {
  readonly high: Int16Array; // [length], a multiple of 8
  readonly low: Int16Array; // [length]
  readonly highScale: number;
  readonly lowScale: number;
}

const LARGEST_INT16 = 32_767;
/** Sums of 32 bits hold any input when the magnitudes of the coefficients add up to this. */
const LARGEST_SUM = Math.floor((2 ** 31 - 1) / 32_768);

/** Taps too small for this scale leave nothing that a float could hold. */
const LARGEST_SCALE = 2 ** 45;

const known = new WeakMap<PolyphaseFilter, Map<number, SplitTaps>>();

/** The taps of a decimation (`up` is 1) for 16-bit input of this many channels; computed once a filter. */
export function splitTaps(filter: PolyphaseFilter, channels: 1 | 2): SplitTaps {
  const byChannels = known.get(filter) ?? new Map<number, SplitTaps>();
  known.set(filter, byChannels);
  const taps = byChannels.get(channels) ?? split(trimmed(filter.table), channels);
  byChannels.set(channels, taps);
  return taps;
}

/** Without the zeros at the end. */
function trimmed(table: Float64Array): Float64Array {
  let length = table.length;
  while (length > 1 && table[length - 1] === 0) length--;
  return table.subarray(0, length);
}

function split(taps: Float64Array, channels: number): SplitTaps {
  const { scale: highScale, rounded } = largestScale(taps, channels);
  const rest = taps.map((tap, i) => tap - (rounded[i] ?? 0) / highScale);
  const { scale: lowScale, rounded: roundedRest } = largestScale(rest, channels);
  return {
    high: interleaved(rounded, channels),
    low: interleaved(roundedRest, channels),
    highScale,
    lowScale,
  };
}

/** The largest scale, within a percent, at which the rounded taps fit 16 bits and their sums 32. */
function largestScale(taps: Float64Array, channels: number): { scale: number; rounded: Float64Array } {
  const largest = taps.reduce((most, tap) => Math.max(most, Math.abs(tap)), 0);
  const sum = taps.reduce((total, tap) => total + Math.abs(tap), 0);
  let scale = Math.min(LARGEST_SCALE, LARGEST_INT16 / largest, LARGEST_SUM / channels / sum);
  for (;;) {
    const rounded = taps.map((tap) => Math.round(tap * scale));
    const total = rounded.reduce((most, tap) => most + Math.abs(tap), 0);
    if (total * channels <= LARGEST_SUM) return { scale, rounded };
    scale *= 0.99;
  }
}

function interleaved(taps: Float64Array, channels: number): Int16Array {
  const out = new Int16Array(8 * Math.ceil((taps.length * channels) / 8));
  for (let i = 0; i < taps.length * channels; i++) out[i] = taps[Math.floor(i / channels)] ?? 0;
  return out;
}
