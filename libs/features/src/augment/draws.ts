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
