import type { Tensor, Tf } from '../../tf.js';
import type { Conv1dOptions, Conv2dOptions } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { Attribute, EagerOps } from './eager.js';

/** `Conv2D` of libtensorflow with both of its gradients, borders of zeros included. */
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

/** Frames as the columns of images of one row; a dilated one has no gradient on libtensorflow's CPU and is not for here. */
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
  const image = [batch, 1, frames, inputs];
  const filter = [1, taps, inputs, outputs];
  return withGradient(
    tf,
    [x, kernel],
    () => {
      const own = [tf.reshape(x, image), tf.reshape(kernel, filter)];
      const value = tf.reshape(eager.one('Conv2D', attributes, own), [batch, frames, outputs]);
      return { value, kept: { x, kernel } };
    },
    (gradient, kept) => {
      const dy = tf.reshape(gradient, [batch, 1, frames, outputs]);
      const shapes = [image, filter].map((shape) => tf.tensor1d(shape, 'int32')) as [Tensor, Tensor];
      const [own, weights] = [tf.reshape(kept.x, image), tf.reshape(kept.kernel, filter)];
      const byInput = eager.one('Conv2DBackpropInput', attributes, [shapes[0], weights, dy]);
      const byFilter = eager.one('Conv2DBackpropFilter', attributes, [own, shapes[1], dy]);
      return [tf.reshape(byInput, kept.x.shape), tf.reshape(byFilter, kept.kernel.shape)];
    },
  );
}

/** @param borders before and after, of each axis */
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
