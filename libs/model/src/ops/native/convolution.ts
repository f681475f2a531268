import type { Tensor, Tf } from '../../tf.js';
import type { Conv1dOptions, Conv2dOptions } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { Attribute, EagerOps } from './eager.js';

/** Convolves images, padded with zeros as far as the filter reaches over each edge. */
export function conv2d(
  tf: Tf,
  eager: EagerOps,
  x: Tensor,
  kernel: Tensor,
  { stride = 1, isFirst = false }: Conv2dOptions = {},
): Tensor {
  const [rows = 1, columns = 1] = kernel.shape;
  const [top, left] = [(rows - 1) >> 1, (columns - 1) >> 1];
  const attributes = attributesOf(eager, stride, [0, 0, top, top, left, left, 0, 0]);
  return convolution(tf, eager, attributes, x, kernel, isFirst);
}

/** Convolves frames as the columns of one-row images, without dilation: libtensorflow's CPU has no gradient of it. */
export function conv1d(
  tf: Tf,
  eager: EagerOps,
  x: Tensor,
  kernel: Tensor,
  { padding = 'same' }: Pick<Conv1dOptions, 'padding'> = {},
): Tensor {
  const [batch = 0, frames = 0, inputs = 0] = x.shape;
  const [taps = 0, , outputs = 0] = kernel.shape;
  const before = { causal: taps - 1, same: (taps - 1) >> 1, anticausal: 0 }[padding];
  const attributes = attributesOf(eager, 1, [0, 0, 0, 0, before, taps - 1 - before, 0, 0]);
  const images = tf.reshape(x, [batch, 1, frames, inputs]);
  const filter = tf.reshape(kernel, [1, taps, inputs, outputs]);
  return tf.reshape(convolution(tf, eager, attributes, images, filter), [batch, frames, outputs]);
}

/**
 * Runs libtensorflow's `Conv2D` with both of its gradients.
 *
 * @param isFirst true if the gradient by `x` is not needed
 */
function convolution(
  tf: Tf,
  eager: EagerOps,
  attributes: Attribute[],
  x: Tensor,
  kernel: Tensor,
  isFirst = false,
): Tensor {
  return withGradient(
    tf,
    isFirst ? [kernel] : [x, kernel],
    () => ({ value: eager.one('Conv2D', attributes, [x, kernel]), kept: { x, kernel } }),
    (gradient, kept) => {
      const filterShape = tf.tensor1d(kept.kernel.shape, 'int32');
      const byFilter = eager.one('Conv2DBackpropFilter', attributes, [kept.x, filterShape, gradient]);
      if (isFirst) return [byFilter];
      const shape = tf.tensor1d(kept.x.shape, 'int32');
      return [eager.one('Conv2DBackpropInput', attributes, [shape, kept.kernel, gradient]), byFilter];
    },
  );
}

/** @param borders padding before and after, for each axis */
function attributesOf(eager: EagerOps, stride: number, borders: readonly number[]): Attribute[] {
  return [
    eager.ofType('T', 'float32'),
    eager.whole('strides', [1, stride, stride, 1]),
    eager.text('padding', 'EXPLICIT'),
    eager.whole('explicit_paddings', borders),
    eager.text('data_format', 'NHWC'),
    eager.whole('dilations', [1, 1, 1, 1]),
    eager.flag('use_cudnn_on_gpu', true),
  ];
}
