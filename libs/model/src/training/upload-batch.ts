import type { Tf } from '../tf.js';
import type { LearningBatch } from './learning-batch.js';
import type { TargetedBatch } from './loss.js';

/** Copies a batch to an engine. Call in `tf.tidy`. */
export function uploadBatch(
  tf: Tf,
  { clips, frames, coefficients, values, mask, targets, soft }: LearningBatch,
): TargetedBatch {
  return {
    inputs: tf.tensor3d(values, [clips, frames, coefficients]),
    mask: mask && tf.tensor2d(mask, [clips, frames]),
    targets: tf.tensor2d(targets, [clips, targets.length / clips]),
    soft: soft && { ...soft, targets: tf.tensor2d(soft.targets, [clips, targets.length / clips]) },
  };
}
