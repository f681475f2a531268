/** The parameters of pYIN, with librosa's defaults. */
const THRESHOLDS = 100;
const BOLTZMANN = 2;
const NO_TROUGH_PROBABILITY = 0.01;

/** P(threshold in [i, i + 1) / 100) under Beta(2, 18), whose distribution is `1 - (1 - x)^19 - 19 x (1 - x)^18`. */
const THRESHOLD_PROBABILITIES = Float64Array.from({ length: THRESHOLDS }, (_, i) => {
  const below = (x: number) => 1 - (1 - x) ** 19 - 19 * x * (1 - x) ** 18;
  return below((i + 1) / THRESHOLDS) - below(i / THRESHOLDS);
});

/** A possible period of a frame. */
export interface Candidate {
  /** In samples. A parabola through three values interpolates between samples. */
  readonly period: number;
  readonly probability: number;
}

/**
 * Finds the candidates of one frame and their probabilities (Mauch and Dixon 2014, as in librosa.pyin). Each threshold
 * distributes its probability among the troughs below it, shorter periods first. If there are none, a hundredth of it
 * goes to the deepest trough.
 *
 * @param difference YIN's values from `minPeriod`
 */
export function troughCandidates(difference: Float64Array, minPeriod: number): Candidate[] {
  const troughs = findTroughs(difference);
  if (troughs.length === 0) return [];
  const heights = troughs.map((index) => difference[index] ?? 0);
  const probabilities = new Float64Array(troughs.length);
  const deepest = heights.indexOf(Math.min(...heights));
  for (let i = 0; i < THRESHOLDS; i++) {
    const threshold = (i + 1) / THRESHOLDS;
    const share = THRESHOLD_PROBABILITIES[i] ?? 0;
    const below = heights.reduce((count, height) => count + (height < threshold ? 1 : 0), 0);
    if (below === 0) {
      probabilities[deepest] = (probabilities[deepest] ?? 0) + NO_TROUGH_PROBABILITY * share;
      continue;
    }
    const norm = (1 - Math.exp(-BOLTZMANN)) / (1 - Math.exp(-BOLTZMANN * below));
    let position = 0;
    for (let trough = 0; trough < heights.length; trough++) {
      if (!((heights[trough] ?? 0) < threshold)) continue;
      const prior = norm * Math.exp(-BOLTZMANN * position++);
      probabilities[trough] = (probabilities[trough] ?? 0) + prior * share;
    }
  }
  return troughs.map((index, trough) => ({
    period: minPeriod + index + parabolicShift(difference, index),
    probability: probabilities[trough] ?? 0,
  }));
}

/** Finds the minima as librosa.util.localmin does, and the first value if the second is larger. */
function findTroughs(values: Float64Array): number[] {
  const found: number[] = [];
  const last = values.length - 1;
  for (let i = 0; i <= last; i++) {
    const value = values[i] ?? 0;
    const before = i === 0 ? Infinity : (values[i - 1] ?? 0);
    const after = values[i + 1] ?? Infinity;
    if (value < before && (i === 0 ? value < after : value <= after)) found.push(i);
  }
  return found;
}

/** Returns the extremum of the parabola through three values, within one step of the middle; 0 at the edges. */
export function parabolicShift(values: Float64Array, index: number): number {
  if (index === 0 || index === values.length - 1) return 0;
  const before = values[index - 1] ?? 0;
  const after = values[index + 1] ?? 0;
  const curve = after + before - 2 * (values[index] ?? 0);
  const slope = (after - before) / 2;
  return Math.abs(slope) >= Math.abs(curve) ? 0 : -slope / curve;
}
