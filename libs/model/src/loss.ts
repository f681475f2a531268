import type { Tensor, Tensor1D, Tensor2D, Tf } from './tf.js';

/**
 * Mean cross-entropy of softmax outputs and its gradient by the logits, (probabilities - truth) / batch.
 * The largest logit is subtracted first, so that no exponential overflows. Call in `tf.tidy`.
 *
 * @param labels class of each row, int32 `[batch]`
 */
export function softmaxCrossEntropy(
  tf: Tf,
  logits: Tensor2D,
  labels: Tensor1D,
): { loss: Tensor; logitsGradient: Tensor2D } {
  const [batch, classes] = logits.shape;
  const truth = tf.cast(tf.oneHot(labels, classes), 'float32');
  const shifted = tf.sub(logits, tf.max(logits, 1, true)); // [batch, classes]
  const exponentials = tf.exp(shifted);
  const sums = tf.sum(exponentials, 1, true); // [batch, 1]
  const logProbabilities = tf.sub(shifted, tf.log(sums));
  const loss = tf.neg(tf.div(tf.sum(tf.mul(truth, logProbabilities)), batch));
  const logitsGradient = tf.div<Tensor2D>(tf.sub(tf.div(exponentials, sums), truth), batch);
  return { loss, logitsGradient };
}
