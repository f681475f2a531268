import type { Tensor, Tf } from '../tf.js';

/** A weight tensor and Adam's moments of it. */
export interface AdamState {
  readonly weights: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
}

export interface AdamOptions {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** AdamW's decay: the weights first lose `rate * decay` of themselves. 0 for none. */
  readonly decay: number;
  /** A factor for the gradient, used for clipping. */
  readonly gradientScale: number;
  /** 1 - beta1^step and 1 - beta2^step. If beta1 changes per step, the product of all beta1 replaces beta1^step. */
  readonly firstCorrection: number;
  readonly secondCorrection: number;
}

/** Returns the new state. The caller owns it and disposes of the old one. Call in `tf.tidy`. */
export type AdamStep = (state: AdamState, gradient: Tensor, options: AdamOptions) => AdamState;

/**
 * Computes one step of Adam (Kingma and Ba 2015) with the decay of AdamW (Loshchilov and Hutter 2019). It uses the
 * faster form from the end of Adam's section 2, which adds epsilon to the uncorrected root.
 */
export function adamStep(tf: Tf, state: AdamState, given: Tensor, options: AdamOptions): AdamState {
  const { rate, beta1, beta2, epsilon, decay, gradientScale, firstCorrection, secondCorrection } = options;
  const gradient = gradientScale === 1 ? given : tf.mul(given, gradientScale);
  const first = tf.add(tf.mul(state.first, beta1), tf.mul(gradient, 1 - beta1));
  const second = tf.add(tf.mul(state.second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const correctedRate = (rate * Math.sqrt(secondCorrection)) / firstCorrection;
  const change = tf.div(tf.mul(first, correctedRate), tf.add(tf.sqrt(second), epsilon));
  const decayed = decay === 0 ? state.weights : tf.mul(state.weights, 1 - rate * decay);
  return { weights: tf.sub(decayed, change), first, second };
}
