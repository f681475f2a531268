import type { Tensor, Tf } from '../../tf.js';
import { withGradient } from '../with-gradient.js';
import type { EagerOps } from './eager.js';

/** Runs libtensorflow's `MaxPool`. Its gradient goes to the first of equal values. */
export function maxPool2d(tf: Tf, eager: EagerOps, x: Tensor, size: readonly [number, number]): Tensor {
  const window = [1, ...size, 1];
  const attributes = [
    eager.ofType('T', 'float32'),
    eager.whole('ksize', window),
    eager.whole('strides', window),
    eager.text('padding', 'VALID'),
    eager.text('data_format', 'NHWC'),
  ];
  return withGradient(
    tf,
    [x],
    () => {
      const value = eager.one('MaxPool', attributes, [x]);
      return { value, kept: { x, value } };
    },
    (gradient, { x: own, value }) => [eager.one('MaxPoolGrad', attributes, [own, value, gradient])],
  );
}
