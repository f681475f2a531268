import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/corpus';
import { elementAt } from '../element-at.js';
import { memberLogits } from '../forward.js';
import type { WeightSpec } from '../networks/network.js';
import type { Ops } from '../ops/ops.js';
import { withGradient } from '../ops/with-gradient.js';
import type { Tensor, Tensor2D, Tf } from '../tf.js';

/** A batch on an engine, ready to be learned. */
export interface TargetedBatch {
  readonly inputs: Tensor; // [batch, frames, coefficients], standardised
  readonly mask: Tensor | null; // [batch, frames]
  /** Shares of the classes: one-hot, smoothed or mixed, times the clip's weight. */
  readonly targets: Tensor; // [batch, classes]
  /** What a teacher says at its temperature, and what it counts; null where none teaches. */
  readonly soft: { readonly targets: Tensor; readonly temperature: number; readonly share: number } | null;
}

/** What a batch norm saw in a batch. */
export interface ObservedMoments {
  readonly layer: string;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

export interface LossAndGradients {
  /** The mean over the members, of which each has gradients as if it were alone. */
  readonly loss: Tensor;
  /** Of the trained weights, in their order. */
  readonly gradients: readonly Tensor[];
  /** Kept: whoever called disposes of them. */
  readonly moments: readonly ObservedMoments[];
}

/** Mean cross-entropy of a batch and its gradients by every trained weight. Call in `tf.tidy`. */
export function lossAndGradients(
  tf: Tf,
  ops: Ops<Tensor>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly Tensor[],
  { inputs, mask, targets, soft }: TargetedBatch,
  random: Random,
): LossAndGradients {
  const moments: ObservedMoments[] = [];
  const observe = (layer: string, { mean, variance }: Omit<ObservedMoments, 'layer'>): void => {
    moments.push({ layer, mean: tf.keep(mean), variance: tf.keep(variance) });
  };
  const trained = specs.flatMap(({ isTrained }, at) => (isTrained ? [at] : []));
  const lossOf = (...given: Tensor[]): Tensor => {
    const all = [...weights];
    trained.forEach((at, position) => (all[at] = elementAt(given, position)));
    const members = memberLogits(ops, recipe, specs, all, { inputs, mask }, { random, observe });
    const losses = members.map((logits) => batchLoss(tf, logits as Tensor2D, targets, soft));
    return losses.reduce((sum, loss) => tf.add(sum, loss));
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(trained.map((at) => elementAt(weights, at)));
  return { loss: tf.div(value, recipe.members), gradients: grads, moments };
}

/** Of the soft part the gradient shrinks with the square of the temperature, which is made good. */
function batchLoss(tf: Tf, logits: Tensor2D, targets: Tensor, soft: TargetedBatch['soft']): Tensor {
  const hard = softmaxCrossEntropy(tf, logits, targets);
  if (soft === null) return hard;
  const { temperature, share } = soft;
  const taught = softmaxCrossEntropy(tf, tf.mul(logits, 1 / temperature), soft.targets);
  return tf.add(tf.mul(hard, 1 - share), tf.mul(taught, share * temperature ** 2));
}

/**
 * Mean over the batch of -sum(targets log softmax(logits)). The largest logit is subtracted first, so that no
 * exponential overflows. A scalar, differentiable by the logits.
 */
export function softmaxCrossEntropy(tf: Tf, logits: Tensor2D, targets: Tensor): Tensor {
  const [batch] = logits.shape;
  return withGradient(
    tf,
    [logits],
    () => {
      const shifted = tf.sub(logits, tf.max(logits, 1, true)); // [batch, classes]
      const exponentials = tf.exp(shifted);
      const sums = tf.sum(exponentials, 1, true); // [batch, 1]
      const logProbabilities = tf.sub(shifted, tf.log(sums));
      const value: Tensor = tf.neg(tf.div(tf.sum(tf.mul(targets, logProbabilities)), batch));
      const probabilities: Tensor = tf.div(exponentials, sums);
      return { value, kept: { probabilities, targets } };
    },
    (gradient, kept) => {
      const total = tf.sum(kept.targets, 1, true); // 1, or the clip's weight
      const byLogits = tf.sub(tf.mul(kept.probabilities, total), kept.targets);
      return [tf.mul(gradient, tf.div(byLogits, batch))];
    },
  );
}
