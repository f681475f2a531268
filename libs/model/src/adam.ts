import type { Tensor, Tf } from './tf.js';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** What one weight tensor is and what Adam remembers of it. */
export interface AdamState {
  readonly weights: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
}

/**
 * One step of Adam (Kingma and Ba 2015, the faster form at the end of its section 2, with Keras' epsilon 1e-7).
 * Call in `tf.tidy`; the caller owns the new state and disposes of the old.
 *
 * @param step from 1
 */
export function adamStep(tf: Tf, state: AdamState, gradient: Tensor, rate: number, step: number): AdamState {
  const first = tf.add(tf.mul(state.first, BETA_1), tf.mul(gradient, 1 - BETA_1));
  const second = tf.add(tf.mul(state.second, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2));
  const correctedRate = (rate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
  const change = tf.div(tf.mul(first, correctedRate), tf.add(tf.sqrt(second), EPSILON));
  return { weights: tf.sub(state.weights, change), first, second };
}
