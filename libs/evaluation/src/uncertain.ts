import type { Assessment } from '#libs/contracts';
import { scaled } from './temperature.js';

/**
 * Whether a model had better say nothing of a clip: its largest probability, calibrated, lies below the threshold of its
 * card (`abstentionOf`).
 *
 * @param probabilities of the clip, as they are published
 * @returns null when the model has no such threshold, as without validation clips
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
