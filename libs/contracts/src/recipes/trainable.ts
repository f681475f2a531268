import { SerenadeError } from '../errors.js';
import { featureSetShape, type FeatureSetShape } from '../feature-columns.js';
import type { FeatureSetDefinition } from '../feature-definition.js';
import { DEFAULT_FEATURE_SET, type FeatureSetName } from '../feature-set.js';
import type { Architecture, Recipe } from './recipe.js';

/** Architectures with a separate weight for each frame. */
const OF_EQUAL_FRAMES: readonly Architecture[] = [
  'dual-lstm',
  'single-lstm',
  'peephole-lstm',
  'conv-attention',
  'mlp-312',
  'logistic',
];

/** Smallest input of conv-attention; its strides and poolings reduce anything less to nothing. */
const CONV_ATTENTION_LEAST = { frames: 8, bands: 16 };

/** Returns the shape of what the network reads of features: cropped and resized as the recipe says. */
export function networkShape(
  { crop, resize }: Recipe['input'],
  { frames, coefficients }: FeatureSetShape,
): FeatureSetShape {
  return resize ?? { frames: crop?.frames ?? frames, coefficients };
}

/**
 * Checks that the recipe's network can read features of a shape, before or after the recipe's `input`.
 *
 * @throws SerenadeError `feature_set.not_trainable`
 */
export function checkNetworkInput({ architecture, input }: Recipe, shape: FeatureSetShape): void {
  const { frames, coefficients } = networkShape(input, shape);
  if (frames === null && OF_EQUAL_FRAMES.includes(architecture)) {
    throw new SerenadeError(
      'feature_set.not_trainable',
      `${architecture} reads clips of one length, and those of this feature set differ. Give the recipe an input.crop, or choose a feature set of fixed frames.`,
    );
  }
  const least = CONV_ATTENTION_LEAST;
  if (architecture !== 'conv-attention') return;
  if ((frames ?? 0) >= least.frames && coefficients >= least.bands) return;
  throw new SerenadeError(
    'feature_set.not_trainable',
    `conv-attention halves frames and bands: it reads ${least.frames} frames of ${least.bands} bands or more, not ${frames ?? 0} of ${coefficients}. Change the recipe's input or the feature set.`,
  );
}

/**
 * Checks that a recipe can learn from stored features of a shape.
 *
 * @throws SerenadeError `recipe.invalid`, `feature_set.not_trainable`
 */
export function checkLearnable(recipe: Recipe, shape: FeatureSetShape): void {
  if (recipe.augmentation.signal !== undefined) {
    throw new SerenadeError(
      'recipe.invalid',
      'augmentation.signal is not supported yet: it varies signals, and a training reads stored features. Use augmentation.features.',
    );
  }
  checkNetworkInput(recipe, shape);
}

/**
 * Decides whether a training can run, from its recipe and feature set alone. The API calls this before it accepts a
 * training, a sweep, an evaluation or a compression, and the GPU worker before it reads the features.
 *
 * @throws SerenadeError `recipe.invalid`, `feature_set.not_trainable`
 */
export function checkTrainable(recipe: Recipe, definition: FeatureSetDefinition): void {
  checkLearnable(recipe, featureSetShape(definition));
  if (recipe.input.crop?.kind !== 'energy' || definition.kind === 'logmel-sequence') return;
  throw new SerenadeError(
    'feature_set.not_trainable',
    `The recipe crops clips by their energy, which requires mel levels. Choose logmel-htk-80 or another logmel set.`,
  );
}

/** Default features of the architectures that do not use the paper's. */
const MADE_FOR: Partial<Record<Architecture, FeatureSetName>> = {
  'bilstm-attention': 'mfcc-sequence',
  'residual-lstm': 'mfcc-sequence',
  tcn: 'mfcc-sequence',
  'conv-attention': 'logmel-htk-80',
  'conv-transformer': 'logmel-htk-80',
  'mlp-312': 'utterance-312',
  logistic: 'utterance-312',
};

/** Returns the feature set of a training that names none. */
export function usualFeatureSet({ architecture }: Recipe): FeatureSetName {
  return MADE_FOR[architecture] ?? DEFAULT_FEATURE_SET;
}
