import type { Tensor, Tensor3D, Tf } from '../tf.js';
import { elementAt } from '../element-at.js';
import { asRows } from './column-sums.js';
import type { Conv1dOptions } from './ops.js';
import { withGradient } from './with-gradient.js';

/**
 * Convolves over frames with one matrix product per tap, of the input shifted in time. With few taps this is faster
 * than gathering patches, and dilation costs nothing.
 */
export function conv1d(
  tf: Tf,
  x: Tensor,
  kernel: Tensor,
  { dilation = 1, padding = 'same' }: Conv1dOptions = {},
): Tensor {
  const [taps = 1, inputs = 0, outputs = 0] = kernel.shape;
  const [batch = 0, frames = 0] = x.shape;
  const own = { causal: taps - 1, same: (taps - 1) >> 1, anticausal: 0 }[padding]; // the tap that reads the frame itself
  const shifts = Array.from({ length: taps }, (_, tap) => (tap - own) * dilation);
  return withGradient(
    tf,
    [x, kernel],
    () => {
      const kernels = tf.unstack(kernel, 0); // taps x [inputs, outputs]
      const products = shifts.map((shift, tap) =>
        tf.matMul(asRows(tf, shiftFrames(tf, x as Tensor3D, shift)), elementAt(kernels, tap)),
      );
      return { value: tf.reshape(tf.addN(products), [batch, frames, outputs]), kept: { x, kernel } };
    },
    (gradient, kept) => {
      const rows = asRows(tf, gradient);
      const rowsT = tf.transpose(rows); // [outputs, batch * frames]
      const byInput = tf.unstack(kept.kernel, 0).map((tap, at) => {
        const product: Tensor3D = tf.reshape(tf.matMul(rows, tf.transpose(tap)), [batch, frames, inputs]);
        return shiftFrames(tf, product, -(shifts[at] ?? 0));
      });
      const byKernel = shifts.map((shift) =>
        tf.matMul(rowsT, asRows(tf, shiftFrames(tf, kept.x as Tensor3D, shift))),
      );
      return [tf.addN(byInput), tf.transpose(tf.stack(byKernel), [0, 2, 1])];
    },
  );
}

/** Moves frame t + `by` to frame t and fills the gap with zeros. */
function shiftFrames(tf: Tf, x: Tensor3D, by: number): Tensor3D {
  const [batch, frames, width] = x.shape;
  const kept = frames - Math.abs(by);
  if (by === 0) return x;
  if (kept <= 0) return tf.zerosLike(x);
  const part = tf.slice(x, [0, Math.max(0, by), 0], [batch, kept, width]);
  const missing: Tensor3D = tf.zeros([batch, Math.abs(by), width]);
  return tf.concat(by > 0 ? [part, missing] : [missing, part], 1);
}
