/** A low-pass between two rates: one row of taps for each position of an output between two inputs. */
export interface PolyphaseFilter {
  /** Rates over their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** Distance of the first tap before the input at or below an output's position. */
  readonly half: number;
  /** Number of taps in a row, a multiple of 4 (the last ones may be 0). */
  readonly taps: number;
  readonly phases: number;
  /** True if outputs lie between rows; the table then has one row more than `phases`. */
  readonly isInterpolated: boolean;
  readonly table: Float64Array; // [phases, taps], or [phases + 1, taps] when interpolated
}

/** 16-bit little-endian samples within the bytes of a file. */
export interface Pcm16 {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly frames: number;
  readonly channels: 1 | 2;
}

/** Taps as integers in 16 bits: `tap = low / TAP_SCALE + high / highScale`, each tap once per channel. */
export interface SplitTaps {
  /** Number of frames of zeros before the first tap; they move the middle into fewer vectors. */
  readonly lead: number;
  readonly low: Int16Array; // [length], a multiple of 8
  /** The part of the middle taps beyond 16 bits: an addition to `low` from `highFrom` on. */
  readonly high: Int16Array; // [length], a multiple of 8
  readonly highFrom: number;
  readonly highScale: number;
}

/** Taps of a decimation are integers over this scale. The rounding error lies 105 dB below the pass band. */
export const TAP_SCALE = 2 ** 19;

const VECTOR = 8;
const LARGEST_INT16 = 32_767;
/** A lane of 32 bits cannot overflow if the magnitudes of its coefficients add up to at most this. */
const LARGEST_SUM = Math.floor((2 ** 31 - 1) / 32_768);

const known = new WeakMap<PolyphaseFilter, Map<number, SplitTaps>>();

/** Returns the taps of a decimation (`up` is 1) for 16-bit input of this many channels; computes them once per filter. */
export function splitTaps(filter: PolyphaseFilter, channels: 1 | 2): SplitTaps {
  const byChannels = known.get(filter) ?? new Map<number, SplitTaps>();
  known.set(filter, byChannels);
  const taps = byChannels.get(channels) ?? findShortestSplit(trimZeros(filter.table), channels);
  byChannels.set(channels, taps);
  return taps;
}

/** Removes the zeros at the end. */
function trimZeros(table: Float64Array): Float64Array {
  let length = table.length;
  while (length > 1 && table[length - 1] === 0) length--;
  return table.subarray(0, length);
}

/** Finds the split with the fewest vectors over the possible positions of the first tap in its vector. */
function findShortestSplit(taps: Float64Array, channels: 1 | 2): SplitTaps {
  const splits = Array.from({ length: VECTOR / channels }, (_, lead) => split(taps, channels, lead));
  const size = ({ low, high }: SplitTaps): number => low.length + high.length;
  return splits.reduce((best, next) => (size(next) < size(best) ? next : best));
}

/** @throws RangeError when taps are too large for any split */
function split(taps: Float64Array, channels: 1 | 2, lead: number): SplitTaps {
  const whole = new Float64Array(VECTOR * Math.ceil(((lead + taps.length) * channels) / VECTOR));
  for (let i = 0; i < taps.length * channels; i++) {
    whole[lead * channels + i] = Math.round(TAP_SCALE * (taps[Math.floor(i / channels)] ?? 0));
  }
  let start = VECTOR * Math.floor((lead * channels + (taps.length * channels) / 2) / VECTOR);
  let end = start;
  for (;;) {
    for (let bits = 15; bits >= 8; bits--) {
      const { low, high } = halvesOf(whole, start, end, bits);
      if (!fits(low) || !fits(high)) continue;
      const halves = { low: Int16Array.from(low), high: Int16Array.from(high) };
      return { lead, ...halves, highFrom: start, highScale: TAP_SCALE / 2 ** bits };
    }
    // The middle grows by a vector on the side that has more.
    const before = start > 0 ? largestAt(whole, start - VECTOR) : -1;
    const after = end < whole.length ? largestAt(whole, end) : -1;
    if (before < 0 && after < 0) throw new RangeError('The taps are too large for 32 bits.');
    if (after >= before) end += VECTOR;
    else start -= VECTOR;
  }
}

/** Computes the halves if `high` covers `[start, end)` and contains the part above `bits` bits. */
function halvesOf(
  whole: Float64Array,
  start: number,
  end: number,
  bits: number,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const high = whole.slice(start, end).map((tap) => Math.round(tap / 2 ** bits));
  const low = whole.map((tap, i) => tap - 2 ** bits * (high[i - start] ?? 0));
  return { low, high };
}

/** Returns true if each coefficient fits 16 bits, and every sum of products with 16-bit input fits 32 bits in its lane. */
function fits(coefficients: Float64Array): boolean {
  const lanes = [0, 0, 0, 0];
  for (const [i, tap] of coefficients.entries()) {
    const lane = (i % VECTOR) >> 1;
    lanes[lane] = (lanes[lane] ?? 0) + Math.abs(tap);
    if (Math.abs(tap) > LARGEST_INT16) return false;
  }
  return Math.max(...lanes) <= LARGEST_SUM;
}

function largestAt(whole: Float64Array, at: number): number {
  return whole.subarray(at, at + VECTOR).reduce((most, tap) => Math.max(most, Math.abs(tap)), 0);
}
