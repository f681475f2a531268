import { checkNetworkInput, type Architecture, type Recipe } from '#libs/contracts';
import { Random } from '#libs/random';
import type { FeatureShape } from '../feature-shape.js';
import { sizeOf, type WeightTensor } from '../weight-tensor.js';
import { bilstmAttention } from './bilstm-attention.js';
import { convAttention } from './conv-attention.js';
import { convTransformer } from './conv-transformer.js';
import { lastStep } from './last-step.js';
import { memberPrefixes, type Network, type WeightSpec } from './network.js';
import { logistic, mlp312 } from './perceptron.js';
import { residualLstm } from './residual-lstm.js';
import { tcn } from './tcn.js';
import { dualLstm, peepholeLstm, singleLstm } from './lstm-stack.js';

const NETWORKS: { readonly [A in Architecture]: Network<A> } = {
  'dual-lstm': dualLstm,
  'single-lstm': singleLstm,
  'peephole-lstm': peepholeLstm,
  'last-step': lastStep,
  'bilstm-attention': bilstmAttention,
  'residual-lstm': residualLstm,
  tcn,
  'conv-attention': convAttention,
  'conv-transformer': convTransformer,
  'mlp-312': mlp312,
  logistic,
};

/** Returns the network of a recipe. The table's types cannot express that recipe and network share an architecture. */
export function networkOf({ architecture }: Recipe): Network {
  return NETWORKS[architecture] as unknown as Network;
}

/**
 * Lists the weights of a recipe's network in stored order, member after member.
 *
 * @param shape the shape after the recipe's `input` is applied
 * @throws SerenadeError `feature_set.not_trainable` when the network cannot read such features
 */
export function weightSpecs(recipe: Recipe, shape: FeatureShape, classes: number): WeightSpec[] {
  checkNetworkInput(recipe, shape);
  const own = networkOf(recipe).weightSpecs(recipe, shape, classes);
  return memberPrefixes(recipe).flatMap((prefix) =>
    own.map((spec) => ({ ...spec, name: `${prefix}${spec.name}` })),
  );
}

/** Counts the trained parameters. The moving moments of batch norm are not among them. */
export function parameterCount(recipe: Recipe, shape: FeatureShape, classes: number): number {
  return weightSpecs(recipe, shape, classes).reduce(
    (sum, spec) => sum + (spec.isTrained ? sizeOf(spec.shape) : 0),
    0,
  );
}

/** Creates fresh weights. Each tensor draws from its own stream of the seed. */
export function initialWeights(
  recipe: Recipe,
  shape: FeatureShape,
  classes: number,
  seed: number,
): WeightTensor[] {
  return weightSpecs(recipe, shape, classes).map(({ name, shape: weightShape, initial }) => ({
    name,
    shape: weightShape,
    values: initial(Random.seeded(seed, `initial ${name}`)),
  }));
}
