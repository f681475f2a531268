import type { Reliability, ReliabilityBin } from '#libs/contracts';
import { largest } from './largest.js';

const BINS = 15;

function binOf(probability: number): number {
  return Math.min(BINS - 1, Math.max(0, Math.ceil(probability * BINS) - 1));
}

/**
 * Computes the expected calibration error (Guo et al. 2017). Clips are sorted into 15 equal-width bins by their
 * largest probability; the error is the mean of |accuracy - mean probability| over bins, weighted by clips.
 *
 * @param probabilities `[clips, classes]`
 */
export function expectedCalibrationError(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const gaps = new Float64Array(BINS); // sum of (hit - probability) in each bin
  for (let clip = 0; clip < labels.length; clip++) {
    const predicted = largest(probabilities, clip * classes, classes);
    const probability = probabilities[clip * classes + predicted] ?? 0;
    const bin = binOf(probability);
    gaps[bin] = (gaps[bin] ?? 0) + (predicted === labels[clip] ? 1 : 0) - probability;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, labels.length);
}

/** Computes the multi-class Brier score: the mean squared distance between probabilities and one-hot truth. */
export function brierScore(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): number {
  let sum = 0;
  for (let clip = 0; clip < labels.length; clip++) {
    for (let at = 0; at < classes; at++) {
      sum += ((probabilities[clip * classes + at] ?? 0) - (labels[clip] === at ? 1 : 0)) ** 2;
    }
  }
  return sum / Math.max(1, labels.length);
}

/**
 * Computes a reliability diagram with its two summary numbers.
 *
 * @param probabilities `[clips, classes]`
 */
export function computeReliability(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): Reliability {
  const sums = Array.from({ length: BINS }, () => ({ clips: 0, probability: 0, hits: 0 }));
  for (let clip = 0; clip < labels.length; clip++) {
    const predicted = largest(probabilities, clip * classes, classes);
    const probability = probabilities[clip * classes + predicted] ?? 0;
    const bin = sums[binOf(probability)];
    if (bin === undefined) continue;
    bin.clips++;
    bin.probability += probability;
    bin.hits += predicted === labels[clip] ? 1 : 0;
  }
  return {
    ece: expectedCalibrationError(probabilities, labels, classes),
    brier: brierScore(probabilities, labels, classes),
    bins: sums.map(({ clips, probability, hits }, at): ReliabilityBin => ({
      from: at / BINS,
      to: (at + 1) / BINS,
      clips,
      meanProbability: clips === 0 ? 0 : probability / clips,
      accuracy: clips === 0 ? 0 : hits / clips,
    })),
  };
}
