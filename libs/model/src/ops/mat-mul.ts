import type { Tensor, Tensor2D, Tf } from '../tf.js';
import { asRows, columnSums } from './column-sums.js';
import { withGradient } from './with-gradient.js';

/** Swaps the last two axes. */
function swapLastAxes(tf: Tf, x: Tensor): Tensor {
  const { rank } = x;
  return tf.transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** Multiplies batches of matrices. Gradients transpose their operands first, which the wasm engine needs for speed. */
export function matMul(tf: Tf, left: Tensor, right: Tensor): Tensor {
  return withGradient(
    tf,
    [left, right],
    () => ({ value: tf.matMul(left, right), kept: { left, right } }),
    (gradient, kept) => [
      tf.matMul(gradient, swapLastAxes(tf, kept.right)),
      tf.matMul(swapLastAxes(tf, kept.left), gradient),
    ],
  );
}

/** Computes `x W + b` over the last axis. */
export function dense(tf: Tf, x: Tensor, kernel: Tensor, bias: Tensor | null): Tensor {
  const outer = x.shape.slice(0, -1);
  return withGradient(
    tf,
    bias ? [x, kernel, bias] : [x, kernel],
    () => {
      const product = tf.matMul(asRows(tf, x), kernel);
      const value = tf.reshape(bias ? tf.add(product, bias) : product, [...outer, kernel.shape[1] ?? 0]);
      return { value, kept: { x, kernel } };
    },
    (gradient, kept) => {
      const rows = asRows(tf, gradient);
      return [
        tf.reshape(tf.matMul(rows, swapLastAxes(tf, kept.kernel) as Tensor2D), kept.x.shape),
        tf.matMul(swapLastAxes(tf, asRows(tf, kept.x)), rows),
        ...(bias ? [columnSums(tf, rows)] : []),
      ];
    },
  );
}
