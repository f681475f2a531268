import { elementAt } from '../element-at.js';
import type { WeightTensor } from '../weight-tensor.js';
import type { WeightSpec } from '../networks/network.js';
import type { Tensor, Tf } from '../tf.js';

/**
 * Creates a mask for each trained weight: 1 for weights that learn, 0 for pruned ones. One-dimensional weights are
 * never pruned, and get null. The caller disposes of the masks.
 */
export function createKeepMasks(
  tf: Tf,
  specs: readonly WeightSpec[],
  weights: readonly WeightTensor[],
): (Tensor | null)[] {
  return specs.flatMap(({ isTrained, shape }, at) => {
    if (!isTrained) return [];
    if (shape.length < 2) return [null];
    const { values } = elementAt(weights, at);
    const mask = values.map((value) => (value === 0 ? 0 : 1));
    return [tf.tensor(mask, [...shape])];
  });
}

/** Zeroes the gradients of pruned weights. These stay 0, because their Adam moments are 0 and decay keeps 0. */
export function zeroPrunedGradients(
  tf: Tf,
  gradients: readonly Tensor[],
  kept: readonly (Tensor | null)[],
): readonly Tensor[] {
  return gradients.map((gradient, at) => {
    const own = kept[at] ?? null;
    return own === null ? gradient : tf.mul(gradient, own);
  });
}
