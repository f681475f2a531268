import type { Assessment } from '#libs/contracts';
import { scaled } from './temperature.js';

/**
 * Returns true if a model should abstain from a clip: its largest calibrated probability lies below the threshold in
 * its card (`fitAbstention`).
 *
 * @param probabilities the clip's published probabilities
 * @returns null if the model has no threshold, for example because it had no validation clips
 */
export function isUncertain(
  probabilities: readonly number[],
  assessment: Assessment | undefined,
): boolean | null {
  const { calibration = null, abstention = null } = assessment ?? {};
  if (calibration === null || abstention === null || probabilities.length === 0) return null;
  const row = Float32Array.from(probabilities);
  return Math.max(...scaled(row, row.length, calibration.temperature)) < abstention.threshold;
}
