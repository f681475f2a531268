import type { Resampler } from '#libs/contracts';

/** A low-pass filter: a windowed sinc. */
export interface FilterDesign {
  /** Half of its length in samples of the lower rate. */
  readonly halfLength: number;
  /** The cut-off (-6 dB) is a share of the lower rate's Nyquist frequency. */
  readonly cutoff: number;
  /** The window over [-1, 1]; it is 0 outside. */
  readonly window: (x: number) => number;
  /** True if a constant signal keeps its exact value. */
  readonly isUnitGain: boolean;
}

/**
 * Feature sets name these filters. The figures are from 48 to 16 kHz, and `resample-kernel.spec.ts` checks them:
 *
 * | name           | quality  | taps | -0.1 dB at | -3 dB at | at 7.5 kHz | stop band               |
 * |----------------|----------|------|------------|----------|------------|-------------------------|
 * | `sinc-hann-41` | fast     |   41 |   5.9 kHz  |  7.3 kHz |  -3.7 dB   | -44 dB from 10.0 kHz on |
 * | `kaiser-8`     | standard |  105 |   7.0 kHz  |  7.7 kHz |  -1.7 dB   | -82 dB from 9.06 kHz on |
 * | `kaiser-9`     | high     |  155 |   7.2 kHz  |  7.7 kHz |  -0.9 dB   | -90 dB from 8.80 kHz on |
 */
export const DESIGNS: Readonly<Record<Resampler, FilterDesign>> = {
  /** This is torchaudio.transforms.Resample with its defaults: 6 zeros, roll-off 0.99, 4 of the 41 taps are 0. */
  'sinc-hann-41': { halfLength: 6 / 0.99, cutoff: 0.99, window: hann, isUnitGain: false },
  'kaiser-8': { halfLength: 52 / 3, cutoff: 0.985, window: kaiser(8), isUnitGain: true },
  'kaiser-9': { halfLength: 77 / 3, cutoff: 0.985, window: kaiser(9), isUnitGain: true },
};

function hann(x: number): number {
  return Math.abs(x) < 1 ? Math.cos((Math.PI * x) / 2) ** 2 : 0;
}

/** Returns the Kaiser window over [-1, 1], numpy.kaiser up to its sampling: `I0(beta sqrt(1 - x^2)) / I0(beta)`. */
function kaiser(beta: number): (x: number) => number {
  return (x) => {
    const inside = 1 - x * x;
    return inside < -1e-9 ? 0 : besselI0(beta * Math.sqrt(Math.max(0, inside))) / besselI0(beta);
  };
}

/** Computes the modified Bessel function of the first kind, order 0: `sum ((x / 2)^k / k!)^2`. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}
