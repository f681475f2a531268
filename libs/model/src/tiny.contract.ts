import { parseRecipe, type Recipe, type RecipeFor } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { initialWeights } from './networks/registry.js';
import type { Model } from './model.js';
import type { TrainOptions } from './training/train-options.js';

/** Small things to test with: a recipe, a corpus that can be learned, a model with fresh weights. */
const SHAPE = { frames: 5, coefficients: 4 };
const LABELS = ['angry', 'calm', 'sad'];
const CLIPS = 90;

export function tinyRecipe(changes: Partial<RecipeFor<'dual-lstm'>> = {}): Recipe {
  return parseRecipe({
    architecture: 'dual-lstm',
    units: 8,
    dropout: 0.1,
    epochs: 6,
    batchSize: 16,
    optimizer: 'adam',
    learningRate: { peak: 0.03, floor: 0.001, warmupEpochs: 1 },
    validationShare: 0.1,
    keep: 'best-validation',
    ...changes,
  });
}

/** Each class has its own direction in the coefficients, far from the origin and under noise. */
export function tinyOptions(changes: Partial<TrainOptions> = {}): TrainOptions {
  const random = Random.seeded(1, 'tiny corpus');
  const labels = Int32Array.from({ length: CLIPS }, (_, clip) => clip % LABELS.length);
  const features = Float32Array.from({ length: CLIPS * SHAPE.frames * SHAPE.coefficients }, (_, at) => {
    const clip = Math.floor(at / (SHAPE.frames * SHAPE.coefficients));
    return 100 + (at % SHAPE.coefficients === labels[clip] ? 20 : 0) + 5 * random.normal();
  });
  const positions = Array.from({ length: CLIPS }, (_, clip) => clip);
  return {
    features,
    shape: SHAPE,
    featureSetId: 'fs-tiny',
    labels,
    labelNames: LABELS,
    split: { train: positions.slice(0, 70), validation: positions.slice(70) },
    recipe: tinyRecipe(),
    seed: 0,
    ...changes,
  };
}

export function tinyModel(changes: Partial<RecipeFor<'dual-lstm'>> = {}): Model {
  const recipe = tinyRecipe(changes);
  return {
    recipe,
    labels: LABELS,
    featureSetId: 'fs-tiny',
    shape: SHAPE,
    standardizer: {
      mean: new Float32Array(SHAPE.coefficients),
      deviation: new Float32Array(SHAPE.coefficients).fill(1),
    },
    weights: initialWeights(recipe, SHAPE, LABELS.length, 2),
  };
}
