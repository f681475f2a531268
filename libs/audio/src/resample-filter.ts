/** Shape of the anti-alias filter that feature sets call `kaiser-8`. */
const KAISER_BETA = 8;
/** Half the filter's length in samples of the lower rate: 52 of 48 kHz at a ratio of 3, so 105 taps. */
const HALF_LENGTH = 52 / 3;
/** Cut-off (-6 dB) as a share of the lower rate's Nyquist frequency; measured responses stand in the spec. */
const CUTOFF = 0.985;
/** Filters above this size get interpolated phases instead of one row a phase: 1 MiB. */
const MAX_EXACT_TAPS = 131_072;
/** Phases a sample of the lower rate when they are interpolated: linear interpolation then errs below -110 dB. */
const INTERPOLATED_PHASES = 1024;
const CACHED_FILTERS = 16;

/** A windowed-sinc low-pass, one row of taps for each position of an output between two inputs. */
export interface ResampleFilter {
  /** Rates over their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** Inputs before the one at or below an output's place that the first tap meets. */
  readonly half: number;
  /** Taps a row, a multiple of 4 (the last ones are 0). */
  readonly taps: number;
  readonly phases: number;
  readonly isInterpolated: boolean;
  readonly table: Float64Array; // [phases, taps], or [phases + 1, taps] when interpolated
}

const cache = new Map<string, ResampleFilter>();

/** The filter between two integer rates, from a cache of the 16 last used pairs. */
export function resampleFilter(fromHz: number, toHz: number): ResampleFilter {
  const key = `${fromHz}:${toHz}`;
  const filter = cache.get(key) ?? designFilter(fromHz, toHz);
  cache.delete(key);
  cache.set(key, filter);
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHED_FILTERS) break;
    cache.delete(oldest);
  }
  return filter;
}

function designFilter(fromHz: number, toHz: number): ResampleFilter {
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const stretch = Math.max(1, fromHz / toHz);
  const reach = HALF_LENGTH * stretch;
  const half = Math.floor(reach + 1e-9);
  // An output on an input meets `half` inputs on both sides; one between two inputs meets one more.
  const taps = 4 * Math.ceil((2 * half + (up === 1 ? 1 : 2)) / 4);
  const isInterpolated = up * taps > MAX_EXACT_TAPS;
  const phases = isInterpolated ? Math.max(16, Math.ceil(INTERPOLATED_PHASES / stretch)) : up;
  const rows = isInterpolated ? phases + 1 : phases;
  const table = new Float64Array(rows * taps);
  for (let row = 0; row < rows; row++) {
    fillRow(table.subarray(row * taps, (row + 1) * taps), half + row / phases, reach, CUTOFF / stretch);
  }
  return { up, down, half, taps, phases, isInterpolated, table };
}

/**
 * `h(t) = c sinc(c t) kaiser(t / reach)`, with t in input samples from the output's place and c the cut-off over
 * Nyquist, scaled so that the row adds up to 1: a constant stays that constant.
 */
function fillRow(row: Float64Array, centre: number, reach: number, cutoff: number): void {
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const t = tap - centre;
    const value = cutoff * sinc(cutoff * t) * kaiser(t / reach);
    row[tap] = value;
    sum += value;
  }
  for (let tap = 0; tap < row.length; tap++) row[tap] = (row[tap] ?? 0) / sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Kaiser window over [-1, 1], numpy.kaiser up to its sampling: `I0(beta sqrt(1 - x^2)) / I0(beta)`. */
function kaiser(x: number): number {
  const inside = 1 - x * x;
  return inside < -1e-9 ? 0 : besselI0(KAISER_BETA * Math.sqrt(Math.max(0, inside))) / besselI0(KAISER_BETA);
}

/** Modified Bessel function of the first kind, order 0: `sum ((x / 2)^k / k!)^2`. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
