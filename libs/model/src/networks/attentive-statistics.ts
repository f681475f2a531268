import type { Pass, WeightSpec } from './network.js';
import { dense, denseSpecs } from './specs.js';

/** The lower limit of a variance. */
const LEAST_VARIANCE = 1e-5;
/** Added to the scores of padding frames, so that their weight is 0. */
const NEVER = -1e9;

export function attentiveStatisticsSpecs(layer: string, width: number, attentionUnits: number): WeightSpec[] {
  return [
    ...denseSpecs(`${layer}/hidden`, width, attentionUnits),
    ...denseSpecs(`${layer}/scores`, attentionUnits, width),
  ];
}

/**
 * Applies attentive statistics pooling (Okabe et al. 2018). Two dense layers with a tanh between them score each
 * channel, and a softmax over time turns the scores into weights. The output concatenates the weighted mean and the
 * weighted deviation.
 *
 * @param x `[batch, frames, width]`
 * @param mask `[batch, frames]`, 0 for padding
 * @returns `[batch, 2 * width]`
 */
export function attentiveStatistics<T>(pass: Pass<T>, layer: string, x: T, mask: T | null): T {
  const { ops } = pass;
  const [batch = 0, , width = 0] = ops.shapeOf(x);
  const scores = dense(pass, `${layer}/scores`, ops.tanh(dense(pass, `${layer}/hidden`, x)));
  const shares = ops.softmax(mask === null ? scores : ops.add(scores, excludePadding(pass, mask)), 1);
  const mean = ops.sum(ops.mul(shares, x), 1); // [batch, 1, width]
  const centered = ops.add(x, ops.mul(mean, number(pass, -1)));
  const variance = ops.sum(ops.mul(shares, ops.mul(centered, centered)), 1);
  const deviation = ops.sqrtAbove(variance, LEAST_VARIANCE);
  return ops.reshape(ops.concat([mean, deviation], 2), [batch, 2 * width]);
}

/** Returns 0 for a clip's own frames and a large negative number for padding, `[batch, frames, 1]`. */
export function excludePadding<T>({ ops }: Pass<T>, mask: T): T {
  const [batch = 0, frames = 0] = ops.shapeOf(mask);
  const column = ops.reshape(mask, [batch, frames, 1]);
  return ops.mul(ops.add(column, number({ ops }, -1)), number({ ops }, -NEVER));
}

export function number<T>({ ops }: Pick<Pass<T>, 'ops'>, value: number): T {
  return ops.constant(Float32Array.of(value), [1]);
}
