import type { Architecture, Recipe } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { glorotUniform, orthogonal, unitForgetBias } from './initializers.js';
import type { FeatureShape, WeightTensor } from './model.js';

/** LSTM layers of each architecture; dropout, flatten, dense and softmax follow in both. */
export const LSTM_LAYERS: Readonly<Record<Architecture, number>> = { 'single-lstm': 1, 'dual-lstm': 2 };

export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: (random: Random) => Float32Array;
}

/**
 * The weights of a recipe's network in their stored order: kernel, recurrent kernel and bias of each LSTM layer,
 * then kernel and bias of the dense layer, which sees all outputs of the last layer (frame-major).
 */
export function weightSpecs(recipe: Recipe, shape: FeatureShape, classes: number): WeightSpec[] {
  const { architecture, units } = recipe;
  const layers = Array.from({ length: LSTM_LAYERS[architecture] }, (_, layer) =>
    lstmSpecs(`lstm_${layer + 1}`, layer === 0 ? shape.coefficients : units, units),
  );
  const flat = shape.frames * units;
  return [
    ...layers.flat(),
    {
      name: 'dense/kernel',
      shape: [flat, classes],
      initial: (random) => glorotUniform(flat, classes, random),
    },
    { name: 'dense/bias', shape: [classes], initial: () => new Float32Array(classes) },
  ];
}

/** How many numbers training decides: 238,600 for the paper's two layers, 107,016 for one. */
export function parameterCount(recipe: Recipe, shape: FeatureShape, classes: number): number {
  return weightSpecs(recipe, shape, classes).reduce((sum, spec) => sum + sizeOf(spec.shape), 0);
}

/** Fresh weights; each tensor draws from its own stream of the seed. */
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

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function lstmSpecs(layer: string, inputs: number, units: number): WeightSpec[] {
  return [
    {
      name: `${layer}/kernel`,
      shape: [inputs, 4 * units],
      initial: (random) => glorotUniform(inputs, 4 * units, random),
    },
    {
      name: `${layer}/recurrent_kernel`,
      shape: [units, 4 * units],
      initial: (random) => orthogonal(units, 4 * units, random),
    },
    { name: `${layer}/bias`, shape: [4 * units], initial: () => unitForgetBias(units) },
  ];
}
