import { z } from 'zod';
import { CORPUS_NAMES, SPLIT_NAMES } from '../corpus.js';
import { DEFAULT_FEATURE_SET, TRAINABLE_FEATURE_SET_NAMES } from '../feature-set.js';
import { idPattern } from '../ids.js';
import { preprocessingSchema } from '../preprocessing.js';
import { RECIPE_NAMES } from '../recipe.js';
import { runProgress, trainingRunRecord } from '../run.js';
import { pageOf } from './paging.js';

export const trainingRunIdParam = z.object({ id: z.string().regex(idPattern('trainingRun')) });

export const createTrainingRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  corpus: z.string().describe(`One of ${CORPUS_NAMES.join(', ')}.`),
  recipe: z
    .string()
    .default('paper')
    .describe(`One of ${RECIPE_NAMES.join(', ')}.`),
  featureSet: z
    .string()
    .default(DEFAULT_FEATURE_SET)
    .describe(`One of ${TRAINABLE_FEATURE_SET_NAMES.join(', ')}.`),
  preprocessing: preprocessingSchema
    .optional()
    .describe(
      'What happens to each clip before its features are made; a part of the feature set from then on.',
    ),
  split: z
    .string()
    .default('P0')
    .describe(`One of ${SPLIT_NAMES.join(', ')}; P0 is the paper's random 80:20.`),
  fold: z.int().nonnegative().default(0),
  seed: z.int().nonnegative().max(0xffff_ffff).default(0),
  epochs: z.int().min(1).max(2000).optional().describe("Default: the recipe's."),
});

export type CreateTrainingRun = z.infer<typeof createTrainingRun>;

export const trainingRunView = trainingRunRecord.omit({ v: true }).extend({ progress: runProgress });

export const trainingRunPage = pageOf(trainingRunView);

export type TrainingRunView = z.infer<typeof trainingRunView>;
