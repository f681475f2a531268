import { channelMoments, normGradient, normSums, scaleChannels } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';
import { NORM_EPSILON, type BatchNormOptions, type BatchNormResult, type BatchNormWeights } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { TensorMemory } from './tensor-memory.js';

/** Applies batch norm without a mask, and an optional ReLU, in two passes over the batch forward and two backward. */
export function batchNorm(
  tf: Tf,
  memory: TensorMemory,
  x: Tensor,
  { scale, offset }: BatchNormWeights<Tensor>,
  { relu = false }: Pick<BatchNormOptions<Tensor>, 'relu'> = {},
): BatchNormResult<Tensor> {
  const { kernels } = memory;
  const channels = x.shape.at(-1) ?? 1;
  const sizes = { rows: x.size / channels, channels };
  const [mean, variance] = [memory.make([channels]), memory.make([channels])];
  channelMoments(kernels, sizes, memory.of(x), memory.of(mean), memory.of(variance));
  const output = withGradient(
    tf,
    [x, scale, offset],
    () => {
      const inverse = tf.rsqrt(tf.add(variance, NORM_EPSILON));
      const factor = tf.mul(scale, inverse);
      const shift = tf.sub(offset, tf.mul(mean, factor));
      const value = memory.make(x.shape);
      const own = { factor: memory.of(factor), shift: memory.of(shift), relu };
      scaleChannels(kernels, sizes, memory.of(x), own, memory.of(value));
      return { value, kept: { x, value, mean, inverse, factor } };
    },
    (gradient, { x, value, mean, inverse, factor }) => {
      const [byScale, byOffset] = [memory.make([channels]), memory.make([channels])];
      const flow = { x: memory.of(x), y: relu ? memory.of(value) : null, gradient: memory.of(gradient) };
      const moments = { mean: memory.of(mean), inverse: memory.of(inverse) };
      const sums = { byScale: memory.of(byScale), byOffset: memory.of(byOffset) };
      normSums(kernels, sizes, flow, moments, sums);
      // dx = factor (dy - mean(dy) - normal mean(dy normal)), normal = (x - mean) inverse: dy a + x b + c
      const slope = tf.neg(tf.mul(factor, tf.mul(inverse, tf.div(byScale, sizes.rows))));
      const rest = tf.sub(tf.neg(tf.mul(factor, tf.div(byOffset, sizes.rows))), tf.mul(slope, mean));
      const byInput = memory.make(x.shape);
      const line = { a: memory.of(factor), b: memory.of(slope), c: memory.of(rest) };
      normGradient(kernels, sizes, flow, line, memory.of(byInput));
      return [byInput, byScale, byOffset];
    },
  );
  return { output, mean, variance };
}
