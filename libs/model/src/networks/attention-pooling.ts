import { excludePadding } from './attentive-statistics.js';
import type { Pass, WeightSpec } from './network.js';
import { dense, denseSpecs, learned } from './specs.js';
import { glorotUniform } from '../initializers.js';

export function attentionPoolingSpecs(layer: string, width: number, attentionUnits: number): WeightSpec[] {
  return [
    ...denseSpecs(`${layer}/hidden`, width, attentionUnits),
    learned(`${layer}/query`, [attentionUnits, 1], (random) => glorotUniform(attentionUnits, 1, random)),
  ];
}

/**
 * Computes the mean over time, weighted by a softmax of query . tanh(x W + b) (Bahdanau et al. 2015; Lin et al. 2017).
 *
 * @param x `[batch, frames, width]`
 * @returns `[batch, width]`
 */
export function attentionPooling<T>(pass: Pass<T>, layer: string, x: T, mask: T | null): T {
  const { ops, weight } = pass;
  const [batch = 0, , width = 0] = ops.shapeOf(x);
  const hidden = ops.tanh(dense(pass, `${layer}/hidden`, x));
  const scores = ops.dense(hidden, weight(`${layer}/query`), null); // [batch, frames, 1]
  const shares = ops.softmax(mask === null ? scores : ops.add(scores, excludePadding(pass, mask)), 1);
  return ops.reshape(ops.sum(ops.mul(shares, x), 1), [batch, width]);
}
