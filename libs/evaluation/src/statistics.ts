/** Quantiles 0.975 of Student's t with 1, 2, ... degrees of freedom (standard table). */
const T_975 = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
  ...[2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042],
];

export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation; null for a single value. */
  readonly deviation: number | null;
  /** 95 % confidence interval of the mean by Student's t; null for a single value. */
  readonly interval: readonly [number, number] | null;
}

/** Summarizes figures that vary by chance, such as those of several seeds: mean, deviation and interval. */
export function computeSpread(values: readonly number[]): Spread {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
  if (count < 2) return { count, mean, deviation: null, interval: null };
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = ((T_975[count - 2] ?? 1.96) * deviation) / Math.sqrt(count);
  return { count, mean, deviation, interval: [mean - half, mean + half] };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Runs McNemar's exact two-sided test and returns its p-value. Take the clips that exactly one of the two models gets
 * right, and suppose that each model is equally likely to be the right one. The p-value is the probability of a split
 * that is at least as uneven as the given one.
 *
 * @param onlyFirst clips that only the first model gets right
 * @param onlySecond clips that only the second model gets right
 */
export function mcNemar(onlyFirst: number, onlySecond: number): number {
  const discordant = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let tail = 0;
  let logTerm = -discordant * Math.LN2; // log of C(n, 0) / 2^n
  for (let k = 0; k <= fewer; k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(discordant - k) - Math.log(k + 1);
  }
  return Math.min(1, 2 * tail);
}
