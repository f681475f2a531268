import type { Tensor, Tf } from '../tf.js';
import { asRows, columnSums } from './column-sums.js';
import { NORM_EPSILON, type BatchNormOptions, type BatchNormResult, type BatchNormWeights } from './ops.js';
import { withGradient } from './with-gradient.js';

/** Applies batch norm and an optional ReLU as one operation, which keeps two tensors of the input's size. */
export function batchNorm(
  tf: Tf,
  x: Tensor,
  { scale, offset }: BatchNormWeights<Tensor>,
  { mask = null, relu = false }: BatchNormOptions<Tensor> = {},
): BatchNormResult<Tensor> {
  const rows = asRows(tf, x);
  const rowMask = mask && tf.reshape(mask, [-1, 1]);
  const count: Tensor = rowMask ? tf.maximum(tf.sum(rowMask), 1) : tf.scalar(rows.shape[0]);
  const moments = detach(tf, () => {
    const mean = tf.div(columnSums(tf, applyRowMask(tf, rows, rowMask)), count);
    const squares = tf.square(tf.sub(rows, mean));
    return tf.stack([mean, tf.div(columnSums(tf, applyRowMask(tf, squares, rowMask)), count)]); // [2, channels]
  });
  const [mean, variance] = tf.unstack(moments) as [Tensor, Tensor];
  const output = withGradient(
    tf,
    [rows, scale, offset],
    () => {
      const inverse = tf.rsqrt(tf.add(variance, NORM_EPSILON));
      const normal = tf.mul(tf.sub(rows, mean), inverse); // [rows, channels]
      const linear = applyRowMask(tf, tf.add(tf.mul(normal, scale), offset), rowMask);
      const value = relu ? tf.relu(linear) : linear;
      return { value, kept: { normal, value, factor: tf.mul(scale, inverse), rowMask, count } };
    },
    (gradient, { normal, value, factor, ...kept }) => {
      const all = applyRowMask(tf, gradient, kept.rowMask);
      const dy = relu ? tf.mul(all, tf.cast(tf.greater(value, 0), 'float32')) : all;
      const byOffset = columnSums(tf, dy);
      const byScale = columnSums(tf, tf.mul(dy, normal));
      // dx = scale / deviation * (dy - mean(dy) - normal * mean(dy * normal)), the means over unmasked rows
      const shared = tf.add(tf.div(byOffset, kept.count), tf.mul(normal, tf.div(byScale, kept.count)));
      return [tf.mul(tf.sub(dy, applyRowMask(tf, shared, kept.rowMask)), factor), byScale, byOffset];
    },
  );
  return { output: tf.reshape(output, x.shape), mean, variance };
}

export function layerNorm(tf: Tf, x: Tensor, { scale, offset }: BatchNormWeights<Tensor>): Tensor {
  return withGradient(
    tf,
    [x, scale, offset],
    () => {
      const centred = tf.sub(x, tf.mean(x, -1, true));
      const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), NORM_EPSILON));
      const normal = tf.mul(centred, inverse);
      return { value: tf.add(tf.mul(normal, scale), offset), kept: { normal, inverse, scale } };
    },
    (gradient, { normal, inverse, ...kept }) => {
      const dn = tf.mul(gradient, kept.scale);
      const shared = tf.add(tf.mean(dn, -1, true), tf.mul(normal, tf.mean(tf.mul(dn, normal), -1, true)));
      return [
        tf.mul(tf.sub(dn, shared), inverse),
        columnSums(tf, asRows(tf, tf.mul(gradient, normal))),
        columnSums(tf, asRows(tf, gradient)),
      ];
    },
  );
}

function applyRowMask(tf: Tf, rows: Tensor, rowMask: Tensor | null): Tensor {
  return rowMask ? tf.mul(rows, rowMask) : rows;
}

/** Detaches a result from its inputs: no gradient flows back. */
function detach(tf: Tf, compute: () => Tensor): Tensor {
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))();
}
