/** Mean and deviation of a figure over several trainings. */
export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; null for a single value. */
  readonly deviation: number | null;
}

/** Summarizes values; null if there are none. */
export function computeSpread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, deviation: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
