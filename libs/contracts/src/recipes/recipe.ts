import { z } from 'zod';
import { trainingOptions } from './training-options.js';

/** The number of units of each LSTM layer, per direction. Other layer sizes have the same limits. */
const units = z.int().positive().max(4096);
const dropout = z.number().min(0).max(0.9);

/** The options of each architecture. The network of the same name in libs/model explains them. */
const networks = {
  'dual-lstm': { units, dropout },
  'single-lstm': { units, dropout },
  'last-step': { units, dropout },
  'peephole-lstm': { units, dropout },
  'bilstm-attention': { units, dropout, attentionUnits: units },
  'residual-lstm': { units, dropout, attentionUnits: units },
  tcn: {
    filters: units,
    /** Number of blocks per direction, with dilations 1, 2, 4, ... */
    blocks: z.int().min(1).max(12),
    spatialDropout: dropout,
  },
  'conv-attention': {
    spatialDropout: dropout,
    dropout,
    /** Factor on the number of channels of every layer. */
    width: z.number().min(0.1).max(4).default(1),
  },
  'conv-transformer': {
    width: units,
    heads: z.int().min(1).max(64),
    layers: z.int().min(1).max(12),
    dropout,
  },
  'mlp-312': { hidden: z.array(units).min(1).max(6), dropout },
  logistic: {},
} as const;

const recipeOf = <const A extends keyof typeof networks>(architecture: A) =>
  z.strictObject({ architecture: z.literal(architecture), ...networks[architecture], ...trainingOptions });

export type Architecture = keyof typeof networks;

/**
 * Everything that determines a training except corpus, features, split and seed. Omitted fields get their defaults
 * here, so that the recipe in the model card is complete.
 */
export const recipeSchema = z
  .discriminatedUnion('architecture', [
    recipeOf('dual-lstm'),
    recipeOf('single-lstm'),
    recipeOf('last-step'),
    recipeOf('peephole-lstm'),
    recipeOf('bilstm-attention'),
    recipeOf('residual-lstm'),
    recipeOf('tcn'),
    recipeOf('conv-attention'),
    recipeOf('conv-transformer'),
    recipeOf('mlp-312'),
    recipeOf('logistic'),
  ])
  .refine((recipe) => recipe.architecture !== 'conv-transformer' || recipe.width % recipe.heads === 0, {
    path: ['heads'],
    message: 'must divide the width evenly',
  });

export type Recipe = z.infer<typeof recipeSchema>;
/** The recipe of one architecture. */
export type RecipeFor<A extends Architecture> = Extract<Recipe, { readonly architecture: A }>;
