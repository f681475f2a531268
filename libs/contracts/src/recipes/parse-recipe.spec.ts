import { describe, expect, it } from 'vitest';
import { FEATURE_SETS } from '../feature-set.js';
import { RECIPES, RECIPE_NAMES, recipeNamed } from './named-recipes.js';
import { parseRecipe } from './parse-recipe.js';
import { checkTrainable, usualFeatureSet } from './trainable.js';

const old = {
  architecture: 'dual-lstm',
  units: 128,
  dropout: 0.001,
  epochs: 60,
  batchSize: 64,
  optimizer: 'adam',
  learningRate: { peak: 1e-3, floor: 1e-5, warmupEpochs: 5 },
  validationShare: 0.1,
  keep: 'best-validation',
};

describe('recipes', () => {
  it('are complete after parsing, and parse to themselves', () => {
    for (const name of RECIPE_NAMES) expect(parseRecipe(RECIPES[name])).toEqual(RECIPES[name]);
    expect(RECIPES.paper).toMatchObject({
      clipNorm: null,
      lastBatch: 'keep',
      classWeights: 'none',
      epsilon: 1e-7,
    });
  });

  it('without a schedule, as in the first models, use warm-up and cosine', () => {
    expect(parseRecipe(old)).toEqual(RECIPES.paper);
  });

  it.each([
    [{ ...old, warmup: 5 }, 'warmup'],
    [{ ...old, learningRate: { ...old.learningRate, decay: 0.9 } }, 'learningRate.decay'],
    [{ ...old, augmentation: { features: { blur: 1 } } }, 'augmentation.features.blur'],
    [{ ...old, architecture: 'logistic' }, 'units, dropout'],
  ])('refuse an unknown key and name it (%#)', (json, keys) => {
    expect(() => parseRecipe(json)).toThrow(
      expect.objectContaining({ code: 'recipe.unknown_key', message: expect.stringContaining(keys) }),
    );
  });

  it.each([
    [{ ...old, architecture: 'perceptron' }, 'architecture'],
    [{ ...old, units: 0 }, 'units'],
    [{ ...old, learningRate: { schedule: 'one-cycle', peak: 1 } }, 'learningRate'],
    [{ ...RECIPES['conv-transformer'], heads: 3 }, 'heads'],
    [null, 'object'],
  ])('refuse what does not fit and say where (%#)', (json, where) => {
    expect(() => parseRecipe(json)).toThrow(
      expect.objectContaining({ code: 'recipe.invalid', message: expect.stringContaining(where) }),
    );
  });

  it('can each be trained on their default feature set', () => {
    for (const name of RECIPE_NAMES) {
      const recipe = recipeNamed(name);
      expect(() => checkTrainable(recipe, FEATURE_SETS[usualFeatureSet(recipe)])).not.toThrow();
    }
  });

  it('reject augmentation of signals, which trainings do not read', () => {
    const recipe = parseRecipe({ ...old, augmentation: { signal: { gainDb: { range: [-6, 6] } } } });
    expect(() => checkTrainable(recipe, FEATURE_SETS['span-20'])).toThrow(
      expect.objectContaining({
        code: 'recipe.invalid',
        message: expect.stringContaining('augmentation.signal is not supported yet'),
      }),
    );
  });

  it.each([
    ['too few frames', 'utterance-312', { crop: null, resize: null }],
    ['too few bands', 'logmel-htk-80', { crop: null, resize: { frames: 64, coefficients: 15 } }],
    ['clips of different lengths', 'logmel-htk-80', { crop: null, resize: null }],
    ['a crop of too few frames', 'logmel-htk-80', { crop: { kind: 'start', frames: 7 }, resize: null }],
  ] as const)('of conv-attention refuse %s', (_, featureSet, input) => {
    const recipe = parseRecipe({ ...RECIPES['conv-attention-a'], input });
    expect(() => checkTrainable(recipe, FEATURE_SETS[featureSet])).toThrow(
      expect.objectContaining({ code: 'feature_set.not_trainable' }),
    );
  });

  it('reject clips of different lengths if the network has a weight for each frame', () => {
    expect(() => checkTrainable(RECIPES.paper, FEATURE_SETS['mfcc-sequence'])).toThrow(
      expect.objectContaining({ code: 'feature_set.not_trainable' }),
    );
  });

  it('reject cropping by energy for features without levels', () => {
    expect(() => checkTrainable(RECIPES['conv-attention-b'], FEATURE_SETS['mfcc-sequence'])).toThrow(
      expect.objectContaining({
        code: 'feature_set.not_trainable',
        message: expect.stringContaining('energy'),
      }),
    );
  });
});
