import type { Reliability, ReliabilityBin } from '#libs/contracts';
import { brierScore, expectedCalibrationError } from './calibration.js';
import { largest } from './largest.js';

const BINS = 15;

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
    const bin = sums[Math.min(BINS - 1, Math.max(0, Math.ceil(probability * BINS) - 1))];
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
