import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { elementAt } from '../element-at.js';
import { logitsOfMember, forkMemberStreams } from '../forward.js';
import type { WeightSpec } from '../networks/network.js';
import type { Ops } from '../ops/ops.js';
import { withGradient } from '../ops/with-gradient.js';
import type { Tensor, Tensor2D, Tf } from '../tf.js';

/** A batch on an engine, ready for a training step. */
export interface TargetedBatch {
  readonly inputs: Tensor; // [batch, frames, coefficients], standardized
  readonly mask: Tensor | null; // [batch, frames]
  /** Target probabilities: one-hot, smoothed or mixed, times the clip's weight. */
  readonly targets: Tensor; // [batch, classes]
  /** The teacher's predictions at its temperature, and their share of the loss. Null if the training has no teacher. */
  readonly soft: { readonly targets: Tensor; readonly temperature: number; readonly share: number } | null;
}

/** The moments that a batch norm measured in a batch. */
export interface ObservedMoments {
  readonly layer: string;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

export interface LossAndGradients {
  /** The mean over the members. The gradients of each member are those of its own loss. */
  readonly loss: Tensor;
  /** The gradients of the trained weights, in order. */
  readonly gradients: readonly Tensor[];
  /** The moments survive `tf.tidy`. The caller disposes of them. */
  readonly moments: readonly ObservedMoments[];
}

/** A member to compute, and the generator that its dropout draws from. */
export interface MemberPass {
  readonly member: number;
  readonly random: Random;
}

/** Lists all members of a recipe with their generators. */
export function memberPasses(recipe: Recipe, random: Random): MemberPass[] {
  return forkMemberStreams(recipe, random).map((own, member) => ({ member, random: own }));
}

/**
 * Computes the mean cross-entropy of a batch and its gradients by every trained weight of the given members, in order.
 * Call in `tf.tidy`.
 *
 * @param specs those of all members, as are `weights`
 */
export function lossAndGradients(
  tf: Tf,
  ops: Ops<Tensor>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly Tensor[],
  batch: TargetedBatch,
  passes: readonly MemberPass[],
): LossAndGradients {
  const found = passes.map((pass) => gradientsOfMember(tf, ops, recipe, specs, weights, batch, pass));
  const sum = found.map(({ loss }) => loss).reduce((total, loss) => tf.add(total, loss));
  return {
    loss: tf.div(sum, passes.length),
    gradients: found.flatMap(({ gradients }) => gradients),
    moments: found.flatMap(({ moments }) => moments),
  };
}

/** Returns the weights that the given members train, in the order of their gradients. */
export function trainedOf(
  recipe: Recipe,
  specs: readonly WeightSpec[],
  passes: readonly Pick<MemberPass, 'member'>[],
): WeightSpec[] {
  return passes.flatMap(({ member }) => specsOf(recipe, specs, member).filter(({ isTrained }) => isTrained));
}

/** Returns one member's part of the specification. All members have the same number of weights. */
export function specsOf(
  { members }: Recipe,
  specs: readonly WeightSpec[],
  member: number,
): readonly WeightSpec[] {
  const each = specs.length / members;
  return specs.slice(member * each, (member + 1) * each);
}

function gradientsOfMember(
  tf: Tf,
  ops: Ops<Tensor>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly Tensor[],
  { inputs, mask, targets, soft }: TargetedBatch,
  { member, random }: MemberPass,
): LossAndGradients {
  const moments: ObservedMoments[] = [];
  const observe = (layer: string, { mean, variance }: Omit<ObservedMoments, 'layer'>): void => {
    moments.push({ layer, mean: tf.keep(mean), variance: tf.keep(variance) });
  };
  const own = new Set(trainedOf(recipe, specs, [{ member }]));
  const trained = specs.flatMap((spec, at) => (own.has(spec) ? [at] : []));
  const lossOf = (...given: Tensor[]): Tensor => {
    const all = [...weights];
    trained.forEach((at, position) => (all[at] = elementAt(given, position)));
    const learning = { random, observe };
    const logits = logitsOfMember(ops, recipe, member, specs, all, { inputs, mask }, learning);
    return batchLoss(tf, logits as Tensor2D, targets, soft);
  };
  const { value, grads } = tf.valueAndGrads(lossOf)(trained.map((at) => elementAt(weights, at)));
  return { loss: value, gradients: grads, moments };
}

/** Computes the loss of a batch. The temperature shrinks the soft part's gradient by its square, so it is multiplied. */
function batchLoss(tf: Tf, logits: Tensor2D, targets: Tensor, soft: TargetedBatch['soft']): Tensor {
  const hard = softmaxCrossEntropy(tf, logits, targets);
  if (soft === null) return hard;
  const { temperature, share } = soft;
  const taught = softmaxCrossEntropy(tf, tf.mul(logits, 1 / temperature), soft.targets);
  return tf.add(tf.mul(hard, 1 - share), tf.mul(taught, share * temperature ** 2));
}

/**
 * Computes the mean over the batch of -sum(targets log softmax(logits)), a scalar that is differentiable by the logits.
 * The largest logit is subtracted first, so that no exponential overflows.
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
