import type { WeightTensor } from '../weight-tensor.js';
import type { WeightSpec } from '../networks/network.js';

/**
 * Sets the smallest weights of each trained matrix and kernel to 0 (magnitude pruning, Han et al. 2015). Each loses the
 * same share, so that no layer loses all of its weights.
 *
 * @param sparsity the share that becomes 0
 */
export function pruneWeights(
  weights: readonly WeightTensor[],
  specs: readonly WeightSpec[],
  sparsity: number,
): WeightTensor[] {
  return weights.map((weight, at) => {
    const spec = specs[at];
    if (spec?.isTrained !== true || spec.shape.length < 2) return weight;
    const { values } = weight;
    const order = [...values.keys()].sort((a, b) => Math.abs(values[a] ?? 0) - Math.abs(values[b] ?? 0));
    const left = values.slice();
    for (const position of order.slice(0, Math.floor(sparsity * values.length))) left[position] = 0;
    return { ...weight, values: left };
  });
}
