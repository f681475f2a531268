import type { Tensor, Tf } from '../tf.js';
import { adamStep, type AdamStep } from './adam.js';
import { conv1d } from './conv1d.js';
import { conv2d } from './conv2d.js';
import { referenceExchange, type Exchange } from './exchange.js';
import { lstm, tanh } from './lstm.js';
import { dense, matMul } from './mat-mul.js';
import { maxPool2d } from './max-pool.js';
import { batchNorm, layerNorm } from './norm.js';
import type { Ops } from './ops.js';
import { withGradient } from './with-gradient.js';

/** The operations on an engine's tensors, the optimizer's step, and the exchange between threads. */
export interface TensorOps extends Ops<Tensor>, Exchange {
  readonly adamStep: AdamStep;
}

/** Returns the operations that an engine implements faster than `reference`. They may call the reference. */
export type MakeOps = (tf: Tf, reference: TensorOps) => Partial<TensorOps>;

/** Implements every operation with TensorFlow.js functions, for any engine. Call them in `tf.tidy`. */
export function referenceOps(tf: Tf): TensorOps {
  return {
    shapeOf: ({ shape }) => shape,
    constant: (values, shape) => tf.tensor(values, [...shape], 'float32'),
    reshape: (x, shape) => tf.reshape(x, [...shape]),
    transpose: (x, order) => tf.transpose(x, [...order]),
    concat: (parts, axis) => tf.concat([...parts], axis),
    add: (a, b) => tf.add(a, b),
    mul: (a, b) => tf.mul(a, b),
    div: (a, b) => tf.div(a, b),
    relu: (x) => tf.relu(x),
    tanh: (x) => tanh(tf, x),
    sigmoid: (x) => tf.sigmoid(x),
    sqrtAbove: (x, floor) => tf.sqrt(tf.maximum(x, floor)),
    sum: (x, axis) => tf.sum(x, axis, true),
    softmax: (x, axis) => softmax(tf, x, axis),
    matMul: (a, b) => matMul(tf, a, b),
    dense: (x, kernel, bias) => dense(tf, x, kernel, bias),
    lstm: (x, weights, options) => lstm(tf, x, weights, options),
    conv1d: (x, kernel, options) => conv1d(tf, x, kernel, options),
    conv2d: (x, kernel, options) => conv2d(tf, x, kernel, options),
    maxPool2d: (x, size) => maxPool2d(tf, x, size),
    batchNorm: (x, weights, options) => batchNorm(tf, x, weights, options),
    layerNorm: (x, weights) => layerNorm(tf, x, weights),
    adamStep: (state, gradient, options) => adamStep(tf, state, gradient, options),
    ...referenceExchange(tf),
  };
}

function softmax(tf: Tf, x: Tensor, axis: number): Tensor {
  return withGradient(
    tf,
    [x],
    () => {
      const exponentials = tf.exp(tf.sub(x, tf.max(x, axis, true)));
      const value: Tensor = tf.div(exponentials, tf.sum(exponentials, axis, true));
      return { value, kept: { value } };
    },
    (gradient, { value }) => {
      const own = tf.mul(gradient, value);
      return [tf.sub(own, tf.mul(value, tf.sum(own, axis, true)))];
    },
  );
}
