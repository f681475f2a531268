import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { elementAt } from '../element-at.js';
import { logitsOfMember, memberStreams } from '../forward.js';
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

/** One of a recipe's networks to be worked out, and where its dropout draws from. */
export interface MemberPass {
  readonly member: number;
  readonly random: Random;
}

/** All members of a recipe, with what each draws from. */
export function memberPasses(recipe: Recipe, random: Random): MemberPass[] {
  return memberStreams(recipe, random).map((own, member) => ({ member, random: own }));
}

/** Mean cross-entropy of a batch and its gradients by every trained weight. Call in `tf.tidy`. */
export function lossAndGradients(
  tf: Tf,
  ops: Ops<Tensor>,
  recipe: Recipe,
  specs: readonly WeightSpec[],
  weights: readonly Tensor[],
  batch: TargetedBatch,
  random: Random,
): LossAndGradients {
  return gradientsOfMembers(tf, ops, recipe, specs, weights, batch, memberPasses(recipe, random));
}

/** As `lossAndGradients`, of these members alone, one after another. `specs` and `weights` are those of all members. */
export function gradientsOfMembers(
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

/** The weights that these members train, in the order of their gradients. */
export function trainedOf(
  recipe: Recipe,
  specs: readonly WeightSpec[],
  passes: readonly Pick<MemberPass, 'member'>[],
): WeightSpec[] {
  return passes.flatMap(({ member }) => specsOf(recipe, specs, member).filter(({ isTrained }) => isTrained));
}

/** One member's part of the specification: members have as many weights as one another. */
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
