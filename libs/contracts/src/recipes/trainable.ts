import { SerenadeError } from '../errors.js';
import { featureSetShape } from '../feature-columns.js';
import type { FeatureSetDefinition } from '../feature-definition.js';
import { DEFAULT_FEATURE_SET, type FeatureSetName } from '../feature-set.js';
import type { Architecture, Recipe } from './recipe.js';

/** Architectures that have a weight for each frame. */
const OF_EQUAL_FRAMES: readonly Architecture[] = [
  'dual-lstm',
  'single-lstm',
  'peephole-lstm',
  'conv-attention',
  'mlp-312',
  'logistic',
];

/**
 * @param frames of every clip; null where clips differ
 * @throws SerenadeError `feature_set.not_trainable` when clips differ in length and the architecture needs them equal
 */
export function checkFrames({ architecture, input }: Recipe, frames: number | null): void {
  const fixed = input.resize?.frames ?? input.crop?.frames ?? frames;
  if (fixed !== null || !OF_EQUAL_FRAMES.includes(architecture)) return;
  throw new SerenadeError(
    'feature_set.not_trainable',
    `${architecture} reads clips of one length, and those of this feature set differ. Give the recipe an input.crop, or choose a feature set of fixed frames.`,
  );
}

/** @throws SerenadeError `feature_set.not_trainable` when the recipe's network cannot learn from such features */
export function checkTrainable(recipe: Recipe, definition: FeatureSetDefinition): void {
  checkFrames(recipe, featureSetShape(definition).frames);
  if (recipe.input.crop?.kind !== 'energy' || definition.kind === 'logmel-sequence') return;
  throw new SerenadeError(
    'feature_set.not_trainable',
    `The recipe crops clips by their energy, which is read from mel levels; choose logmel-htk-80 or another logmel set.`,
  );
}

/** Features that each architecture is made for, where they are not the paper's. */
const MADE_FOR: Partial<Record<Architecture, FeatureSetName>> = {
  'bilstm-attention': 'mfcc-sequence',
  'residual-lstm': 'mfcc-sequence',
  tcn: 'mfcc-sequence',
  'conv-attention': 'logmel-htk-80',
  'conv-transformer': 'logmel-htk-80',
  'mlp-312': 'utterance-312',
  logistic: 'utterance-312',
};

/** The feature set of a training that asks for none. */
export function usualFeatureSet({ architecture }: Recipe): FeatureSetName {
  return MADE_FOR[architecture] ?? DEFAULT_FEATURE_SET;
}
