/**
 * Returns uniform numbers in [0, 1), such as `Random.uniform` bound to a seed and a stream. It is the only source of
 * randomness: the same numbers produce the same augmentation.
 */
export type Uniform = () => number;

/** Draws a number uniformly from a range. */
export function between([from, to]: readonly [number, number], uniform: Uniform): number {
  return from + (to - from) * uniform();
}

/** Draws a positive number from a range, uniformly on a logarithmic scale: 1/2 is as likely as 2. */
export function betweenRatios([from, to]: readonly [number, number], uniform: Uniform): number {
  return from * (to / from) ** uniform();
}

/** Draws an integer from 0 to `most`. */
export function upTo(most: number, uniform: Uniform): number {
  return Math.min(most, Math.floor(uniform() * (most + 1)));
}

/** Draws a standard normal number (the cosine half of Box and Muller 1958). */
export function normal(uniform: Uniform): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}

/** Draws a number from Beta(alpha, beta) as the share of one of two gamma numbers. */
export function beta(alpha: number, betaShape: number, uniform: Uniform): number {
  // With shapes far below 1 both numbers may underflow float64, so this works on their logarithms.
  const a = logGamma(alpha, uniform);
  const b = logGamma(betaShape, uniform);
  return 1 / (1 + Math.exp(b - a));
}

/**
 * Draws the logarithm of a number from Gamma(shape, 1) (Marsaglia and Tsang 2000, with their step for shapes below 1).
 */
function logGamma(shape: number, uniform: Uniform): number {
  if (shape < 1) return logGamma(shape + 1, uniform) + Math.log(1 - uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(uniform);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** The number of values of a 16-bit integer. */
const COUNT = 65_536;

let table: Float32Array | undefined;

/**
 * Returns the quantiles of the standard normal distribution at (i + 1/2) / 65,536. A 16-bit value selects one, so a
 * random 32-bit word yields two normal numbers. The largest is 4.3 deviations. The table is built on first use.
 */
export function normalQuantiles(): Float32Array {
  table ??= Float32Array.from({ length: COUNT }, (_, at) => normalQuantile((at + 0.5) / COUNT));
  return table;
}

/** Computes a normal quantile to seven digits (algorithm AS 241, PPND7, Wichura 1988) for probabilities above e^-25. */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const r = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability)) - 1.6;
  const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  const below = (0.12021132975 * r + 0.737001642) * r + 1;
  return (Math.sign(q) * above) / below;
}
