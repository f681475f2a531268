import type { ResampleFilter } from './resample-filter.js';

/** The filter of an integer decimation, split into `down` sub-filters: `h[p + down q]` is at `[p, q]`. */
export interface DecimationFilter {
  readonly subTaps: number;
  readonly table: Float64Array; // [down, subTaps]
}

const decimations = new WeakMap<ResampleFilter, DecimationFilter>();

export function buildDecimationFilter(filter: ResampleFilter): DecimationFilter {
  const known = decimations.get(filter);
  if (known) return known;
  const { down, taps } = filter;
  const subTaps = 4 * Math.ceil(taps / down / 4);
  const table = new Float64Array(down * subTaps);
  for (let tap = 0; tap < taps; tap++) {
    table[(tap % down) * subTaps + Math.floor(tap / down)] = filter.table[tap] ?? 0;
  }
  const decimation = { subTaps, table };
  decimations.set(filter, decimation);
  return decimation;
}

/** Returns the number of values in a plane, so that `fir` may read past the last output. */
export function measurePlane(outputs: number, subTaps: number): number {
  return 4 * Math.ceil(outputs / 4) + subTaps + 4;
}

/** Splits `signal`, moved right by `half` zeros, into `down` planes: sample `p + down m` is at `[p, m]`. */
export function splitIntoPlanes(
  signal: Float32Array,
  half: number,
  down: number,
  stride: number,
  planes: Float64Array,
): void {
  planes.fill(0, 0, down * stride);
  for (let plane = 0; plane < down; plane++) {
    // The first sample of this plane that lies within the signal.
    let column = Math.max(0, Math.ceil((half - plane) / down));
    let at = plane + down * column - half;
    for (let to = plane * stride + column; at < signal.length && column < stride; at += down, column++) {
      planes[to++] = signal[at] ?? 0;
    }
  }
}

/**
 * Computes `out[n] = sum_p sum_q h[p, q] x[p, n + q]`, four outputs at a time. It loads each tap and each sample once for
 * four products, and the running window stays in registers.
 */
export function firOverPlanes(
  x: Float64Array,
  stride: number,
  { subTaps, table: h }: DecimationFilter,
  down: number,
  out: Float32Array,
): void {
  for (let n = 0; n < out.length; n += 4) {
    let y0 = 0;
    let y1 = 0;
    let y2 = 0;
    let y3 = 0;
    for (let plane = 0, tap = 0; plane < down; plane++) {
      let at = plane * stride + n;
      let x0 = x[at++] ?? 0;
      let x1 = x[at++] ?? 0;
      let x2 = x[at++] ?? 0;
      for (const end = tap + subTaps; tap < end; tap += 4) {
        const x3 = x[at] ?? 0;
        const h0 = h[tap] ?? 0;
        y0 += h0 * x0;
        y1 += h0 * x1;
        y2 += h0 * x2;
        y3 += h0 * x3;
        x0 = x[at + 1] ?? 0;
        const h1 = h[tap + 1] ?? 0;
        y0 += h1 * x1;
        y1 += h1 * x2;
        y2 += h1 * x3;
        y3 += h1 * x0;
        x1 = x[at + 2] ?? 0;
        const h2 = h[tap + 2] ?? 0;
        y0 += h2 * x2;
        y1 += h2 * x3;
        y2 += h2 * x0;
        y3 += h2 * x1;
        x2 = x[at + 3] ?? 0;
        const h3 = h[tap + 3] ?? 0;
        y0 += h3 * x3;
        y1 += h3 * x0;
        y2 += h3 * x1;
        y3 += h3 * x2;
        at += 4;
      }
    }
    // Writes past the end of a typed array are ignored.
    out[n] = y0;
    out[n + 1] = y1;
    out[n + 2] = y2;
    out[n + 3] = y3;
  }
}
