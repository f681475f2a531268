import { z } from 'zod';
import { SerenadeError } from './errors.js';

export const ARCHITECTURES = ['dual-lstm', 'single-lstm'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** Everything that decides a training besides corpus, features, split and seed. Stands in full in the model card. */
export const recipeSchema = z.strictObject({
  architecture: z.enum(ARCHITECTURES),
  /** Units of each LSTM layer. */
  units: z.int().positive(),
  dropout: z.number().min(0).max(0.9),
  epochs: z.int().min(1).max(2000),
  batchSize: z.int().min(1).max(4096),
  optimizer: z.literal('adam'),
  /** Linear warm-up from `floor` to `peak` over `warmupEpochs`, then cosine back to `floor` (ruling 5). */
  learningRate: z.strictObject({
    peak: z.number().positive(),
    floor: z.number().nonnegative(),
    warmupEpochs: z.int().nonnegative(),
  }),
  /** Share of the training part kept for choosing the epoch (ruling 6). */
  validationShare: z.number().min(0).max(0.5),
  /** `best-validation`: the epoch of the highest validation UAR; `last`: the last epoch. */
  keep: z.enum(['best-validation', 'last']),
});

export type Recipe = z.infer<typeof recipeSchema>;

const paper: Recipe = {
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

/** The named recipes: `paper` as ruled, and its one-layer twin that the paper compares with. */
export const RECIPES = {
  paper,
  'paper-single': { ...paper, architecture: 'single-lstm' },
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof RECIPES;
export const RECIPE_NAMES = Object.keys(RECIPES) as readonly RecipeName[];

/** @throws SerenadeError `recipe.unknown` */
export function recipeNamed(name: string): Recipe {
  if (!Object.hasOwn(RECIPES, name)) {
    throw new SerenadeError(
      'recipe.unknown',
      `There is no recipe "${name}"; choose one of ${RECIPE_NAMES.join(', ')}.`,
    );
  }
  return RECIPES[name as RecipeName];
}
