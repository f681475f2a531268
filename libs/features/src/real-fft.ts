import { reverseDigits, firstPass, passTwiddles, unitCircle } from './fft-tables.js';

/**
 * Computes the power spectrum of real frames, numpy's `abs(rfft(x)) ** 2` in float64. The length is a power of two, at
 * least 4.
 *
 * A real frame of n samples is transformed as n / 2 complex points by a radix-4 decimation in time, with a radix-2
 * first pass if n / 2 is not a power of four. Symmetry then splits the result. Tables are built once, and later calls
 * allocate nothing.
 */
export class RealFft {
  readonly #points: number;
  /** The index of the complex input for each place of the first pass. */
  readonly #order: Int32Array;
  /** The twiddles of each pass from length 4 or 8: `w^j, w^2j, w^3j` as six numbers for each j. */
  readonly #twiddles: readonly Float64Array[];
  readonly #splitTwiddles: Float64Array;
  readonly #z: Float64Array; // [points, 2]

  constructor(readonly length: number) {
    this.#points = length / 2;
    this.#order = reverseDigits(this.#points);
    this.#z = new Float64Array(length);
    this.#splitTwiddles = unitCircle(length, this.#points / 2 + 1);
    const passes: Float64Array[] = [];
    for (let size = firstPass(this.#points) * 4; size <= this.#points; size *= 4)
      passes.push(passTwiddles(size));
    this.#twiddles = passes;
  }

  /**
   * Computes the power of `x[at .. at + length) * window` at the `length / 2 + 1` frequencies from 0 to Nyquist.
   *
   * @param power receives `[length / 2 + 1]`
   */
  power(x: Float64Array, at: number, window: Float64Array, power: Float64Array): void {
    this.#transform(x, at, window);
    this.#split(power);
  }

  /**
   * Computes the real part of the transform of `x[at .. at + length) * window` at the same frequencies. The transform
   * of an even frame is real, so this turns a power spectrum into an autocorrelation.
   *
   * @param out receives `[length / 2 + 1]`
   */
  realPart(x: Float64Array, at: number, window: Float64Array, out: Float64Array): void {
    this.#transform(x, at, window);
    const z = this.#z;
    const points = this.#points;
    out[0] = (z[0] ?? 0) + (z[1] ?? 0);
    out[points] = (z[0] ?? 0) - (z[1] ?? 0);
    for (let k = 1, mirror = points - 1; k <= mirror; k++, mirror--) {
      const even = (z[2 * k] ?? 0) + (z[2 * mirror] ?? 0);
      const oddR = (z[2 * k + 1] ?? 0) + (z[2 * mirror + 1] ?? 0);
      const oddI = (z[2 * mirror] ?? 0) - (z[2 * k] ?? 0);
      const turned = oddR * (this.#splitTwiddles[2 * k] ?? 0) - oddI * (this.#splitTwiddles[2 * k + 1] ?? 0);
      out[k] = 0.5 * (even + turned);
      out[mirror] = 0.5 * (even - turned);
    }
  }

  #transform(x: Float64Array, at: number, window: Float64Array): void {
    if (firstPass(this.#points) === 4) this.#firstOfFour(x, at, window);
    else this.#firstOfTwo(x, at, window);
    for (const twiddles of this.#twiddles) radix4Pass(this.#z, twiddles);
  }

  #firstOfFour(x: Float64Array, at: number, window: Float64Array): void {
    const z = this.#z;
    const order = this.#order;
    for (let i = 0, to = 0; i < order.length; i += 4, to += 8) {
      const a = 2 * (order[i] ?? 0);
      const b = 2 * (order[i + 1] ?? 0);
      const c = 2 * (order[i + 2] ?? 0);
      const d = 2 * (order[i + 3] ?? 0);
      const ar = (x[at + a] ?? 0) * (window[a] ?? 0);
      const ai = (x[at + a + 1] ?? 0) * (window[a + 1] ?? 0);
      const br = (x[at + b] ?? 0) * (window[b] ?? 0);
      const bi = (x[at + b + 1] ?? 0) * (window[b + 1] ?? 0);
      const cr = (x[at + c] ?? 0) * (window[c] ?? 0);
      const ci = (x[at + c + 1] ?? 0) * (window[c + 1] ?? 0);
      const dr = (x[at + d] ?? 0) * (window[d] ?? 0);
      const di = (x[at + d + 1] ?? 0) * (window[d + 1] ?? 0);
      const sumR = ar + cr;
      const sumI = ai + ci;
      const differenceR = ar - cr;
      const differenceI = ai - ci;
      const otherSumR = br + dr;
      const otherSumI = bi + di;
      const otherDifferenceR = br - dr;
      const otherDifferenceI = bi - di;
      z[to] = sumR + otherSumR;
      z[to + 1] = sumI + otherSumI;
      z[to + 2] = differenceR + otherDifferenceI;
      z[to + 3] = differenceI - otherDifferenceR;
      z[to + 4] = sumR - otherSumR;
      z[to + 5] = sumI - otherSumI;
      z[to + 6] = differenceR - otherDifferenceI;
      z[to + 7] = differenceI + otherDifferenceR;
    }
  }

  #firstOfTwo(x: Float64Array, at: number, window: Float64Array): void {
    const z = this.#z;
    const order = this.#order;
    for (let i = 0, to = 0; i < order.length; i += 2, to += 4) {
      const a = 2 * (order[i] ?? 0);
      const b = 2 * (order[i + 1] ?? 0);
      const ar = (x[at + a] ?? 0) * (window[a] ?? 0);
      const ai = (x[at + a + 1] ?? 0) * (window[a + 1] ?? 0);
      const br = (x[at + b] ?? 0) * (window[b] ?? 0);
      const bi = (x[at + b + 1] ?? 0) * (window[b + 1] ?? 0);
      z[to] = ar + br;
      z[to + 1] = ai + bi;
      z[to + 2] = ar - br;
      z[to + 3] = ai - bi;
    }
  }

  /**
   * Computes `X[k] = (Z[k] + Z*[m - k]) / 2 - i w^k (Z[k] - Z*[m - k]) / 2` with m points and `w = e^(-2 pi i / 2m)`.
   */
  #split(power: Float64Array): void {
    const z = this.#z;
    const points = this.#points;
    const twiddles = this.#splitTwiddles;
    const dcR = z[0] ?? 0;
    const dcI = z[1] ?? 0;
    power[0] = (dcR + dcI) ** 2;
    power[points] = (dcR - dcI) ** 2;
    for (let k = 1, mirror = points - 1; k <= mirror; k++, mirror--) {
      const kr = z[2 * k] ?? 0;
      const ki = z[2 * k + 1] ?? 0;
      const mr = z[2 * mirror] ?? 0;
      const mi = z[2 * mirror + 1] ?? 0;
      const evenR = kr + mr;
      const evenI = ki - mi;
      const oddR = ki + mi;
      const oddI = mr - kr;
      const wr = twiddles[2 * k] ?? 0;
      const wi = twiddles[2 * k + 1] ?? 0;
      const turnedR = oddR * wr - oddI * wi;
      const turnedI = oddR * wi + oddI * wr;
      const upperR = evenR + turnedR;
      const upperI = evenI + turnedI;
      const lowerR = evenR - turnedR;
      const lowerI = evenI - turnedI;
      power[k] = 0.25 * (upperR * upperR + upperI * upperI);
      power[mirror] = 0.25 * (lowerR * lowerR + lowerI * lowerI);
    }
  }
}

/** Combines quarters of transforms in place, for all groups of one size. `twiddles` are those of this size. */
function radix4Pass(z: Float64Array, twiddles: Float64Array): void {
  const quarter = twiddles.length / 3; // in numbers; a complex value has two
  for (let group = 0; group < z.length; group += 4 * quarter) {
    for (let a = group, t = 0; t < twiddles.length; a += 2, t += 6) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const ar = z[a] ?? 0;
      const ai = z[a + 1] ?? 0;
      const rawBr = z[b] ?? 0;
      const rawBi = z[b + 1] ?? 0;
      const w1r = twiddles[t] ?? 0;
      const w1i = twiddles[t + 1] ?? 0;
      const br = rawBr * w1r - rawBi * w1i;
      const bi = rawBr * w1i + rawBi * w1r;
      const rawCr = z[c] ?? 0;
      const rawCi = z[c + 1] ?? 0;
      const w2r = twiddles[t + 2] ?? 0;
      const w2i = twiddles[t + 3] ?? 0;
      const cr = rawCr * w2r - rawCi * w2i;
      const ci = rawCr * w2i + rawCi * w2r;
      const rawDr = z[d] ?? 0;
      const rawDi = z[d + 1] ?? 0;
      const w3r = twiddles[t + 4] ?? 0;
      const w3i = twiddles[t + 5] ?? 0;
      const dr = rawDr * w3r - rawDi * w3i;
      const di = rawDr * w3i + rawDi * w3r;
      const sumR = ar + cr;
      const sumI = ai + ci;
      const differenceR = ar - cr;
      const differenceI = ai - ci;
      const otherSumR = br + dr;
      const otherSumI = bi + di;
      const otherDifferenceR = br - dr;
      const otherDifferenceI = bi - di;
      z[a] = sumR + otherSumR;
      z[a + 1] = sumI + otherSumI;
      z[b] = differenceR + otherDifferenceI;
      z[b + 1] = differenceI - otherDifferenceR;
      z[c] = sumR - otherSumR;
      z[c + 1] = sumI - otherSumI;
      z[d] = differenceR - otherDifferenceI;
      z[d + 1] = differenceI + otherDifferenceR;
    }
  }
}
