import type { WeightTensor } from '../weight-tensor.js';
import type { WeightSpec } from '../networks/network.js';
import type { Tensor, Tf } from '../tf.js';

/**
 * Of each trained weight, 1 where it is learned and 0 where it was pruned; null of what has one dimension, which nobody
 * prunes. Whoever called disposes of them.
 */
export function keptOf(
  tf: Tf,
  specs: readonly WeightSpec[],
  weights: readonly WeightTensor[],
): (Tensor | null)[] {
  return specs.flatMap(({ isTrained, shape }, at) => {
    if (!isTrained) return [];
    const values = weights[at]?.values ?? new Float32Array();
    return shape.length < 2
      ? [null]
      : [
          tf.tensor(
            values.map((value) => (value === 0 ? 0 : 1)),
            [...shape],
          ),
        ];
  });
}

/** A weight whose gradient is always 0 stays as it is: Adam's moments of it are 0, and nothing of 0 decays. */
export function ofKept(
  tf: Tf,
  gradients: readonly Tensor[],
  kept: readonly (Tensor | null)[],
): readonly Tensor[] {
  return gradients.map((gradient, at) => {
    const own = kept[at] ?? null;
    return own === null ? gradient : tf.mul(gradient, own);
  });
}
