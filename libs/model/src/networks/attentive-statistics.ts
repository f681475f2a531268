import type { Pass, WeightSpec } from './network.js';
import { dense, denseSpecs } from './specs.js';

/** Below this a variance counts as this. */
const LEAST_VARIANCE = 1e-5;
/** Added to the scores of filling frames, so that their share is 0. */
const NEVER = -1e9;

export function attentiveStatisticsSpecs(layer: string, width: number, attentionUnits: number): WeightSpec[] {
  return [
    ...denseSpecs(`${layer}/hidden`, width, attentionUnits),
    ...denseSpecs(`${layer}/scores`, attentionUnits, width),
  ];
}

/**
 * Attentive statistics pooling (Okabe et al. 2018): for each channel a softmax over time of two dense layers with a tanh
 * between; the weighted mean beside the weighted deviation.
 *
 * @param x `[batch, frames, width]`
 * @param mask `[batch, frames]`, 0 for frames that do not count
 * @returns `[batch, 2 * width]`
 */
export function attentiveStatistics<T>(pass: Pass<T>, layer: string, x: T, mask: T | null): T {
  const { ops } = pass;
  const [batch = 0, , width = 0] = ops.shapeOf(x);
  const scores = dense(pass, `${layer}/scores`, ops.tanh(dense(pass, `${layer}/hidden`, x)));
  const shares = ops.softmax(mask === null ? scores : ops.add(scores, exclusion(pass, mask)), 1);
  const mean = ops.sum(ops.mul(shares, x), 1); // [batch, 1, width]
  const centred = ops.add(x, ops.mul(mean, number(pass, -1)));
  const variance = ops.sum(ops.mul(shares, ops.mul(centred, centred)), 1);
  const deviation = ops.sqrtAbove(variance, LEAST_VARIANCE);
  return ops.reshape(ops.concat([mean, deviation], 2), [batch, 2 * width]);
}

/** 0 for frames that count and a very negative number for the others, `[batch, frames, 1]`. */
export function exclusion<T>({ ops }: Pass<T>, mask: T): T {
  const [batch = 0, frames = 0] = ops.shapeOf(mask);
  const column = ops.reshape(mask, [batch, frames, 1]);
  return ops.mul(ops.add(column, number({ ops }, -1)), number({ ops }, -NEVER));
}

export function number<T>({ ops }: Pick<Pass<T>, 'ops'>, value: number): T {
  return ops.constant(Float32Array.of(value), [1]);
}
