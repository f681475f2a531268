import type { Tensor, Tf } from '../../tf.js';
import { NORM_EPSILON, type BatchNormOptions, type BatchNormResult, type BatchNormWeights } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { EagerOps } from './eager.js';

/** Runs batch norm without a mask, and an optional ReLU, as libtensorflow's `FusedBatchNormV3`. */
export function batchNorm(
  tf: Tf,
  eager: EagerOps,
  x: Tensor,
  { scale, offset }: BatchNormWeights<Tensor>,
  { relu = false }: Pick<BatchNormOptions<Tensor>, 'relu'> = {},
): BatchNormResult<Tensor> {
  const channels = x.shape.at(-1) ?? 1;
  const rows = x.size / channels;
  const image = [rows, 1, 1, channels];
  const ofFloats = eager.ofType('T', 'float32');
  const shared = [
    ofFloats,
    eager.ofType('U', 'float32'),
    eager.real('epsilon', NORM_EPSILON),
    eager.text('data_format', 'NHWC'),
    eager.flag('is_training', true),
  ];
  const none = tf.zeros([0]); // the moving moments, which training does not read
  const attributes = [...shared, eager.real('exponential_avg_factor', 1)];
  const given = [tf.reshape(x, image), scale, offset, none, none];
  const [linear, mean, unbiased, ...reserved] = eager.run('FusedBatchNormV3', attributes, given, 6);
  if (!linear || !mean || !unbiased) throw new RangeError('FusedBatchNormV3 must return six results');
  const output = withGradient(
    tf,
    [x, scale, offset],
    () => {
      const value = tf.reshape(relu ? eager.one('Relu', [ofFloats], [linear]) : linear, x.shape);
      return { value, kept: { x, scale, value, reserved } };
    },
    (gradient, kept) => {
      const dy = relu ? eager.one('ReluGrad', [ofFloats], [gradient, kept.value]) : gradient;
      const inputs = [tf.reshape(dy, image), tf.reshape(kept.x, image), kept.scale, ...kept.reserved];
      const [byInput, byScale, byOffset] = eager.run('FusedBatchNormGradV3', shared, inputs, 5);
      if (!byInput || !byScale || !byOffset)
        throw new RangeError('FusedBatchNormGradV3 must return five results');
      return [tf.reshape(byInput, x.shape), byScale, byOffset];
    },
  );
  // libtensorflow returns the unbiased variance.
  return { output, mean, variance: tf.mul(unbiased, (rows - 1) / rows) };
}
