import { z } from 'zod';
import { evaluationRecord } from '../evaluation.js';
import { idPattern } from '../ids.js';
import { pageOf } from './paging.js';
import { createTrainingRun } from './training-runs.js';

/** Trainings of one evaluation: ten seeds of Emo-DB's ten folds, and room. */
export const MOST_EVALUATION_RUNS = 200;

export const evaluationIdParam = z.object({ id: z.string().regex(idPattern('evaluation')) });

export const createEvaluation = createTrainingRun.omit({ split: true, fold: true, seed: true }).extend({
  protocol: createTrainingRun.shape.split,
  folds: z
    .array(z.int().nonnegative())
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .optional()
    .describe('Default: every fold that the protocol has on the corpus.'),
  seeds: z
    .array(z.int().nonnegative().max(0xffff_ffff))
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .default([0])
    .describe('Each runs all folds; figures are means over seeds.'),
});
export type CreateEvaluation = z.infer<typeof createEvaluation>;

export const evaluationView = evaluationRecord.omit({ v: true }).extend({
  state: z
    .enum(['running', 'completed', 'cancelled', 'failed'])
    .describe('`failed`: a training failed, and none is under way; `cancelled` likewise.'),
  runs: z.strictObject({
    total: z.int().positive(),
    waiting: z.int().nonnegative(),
    underWay: z.int().nonnegative(),
    completed: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    cancelled: z.int().nonnegative(),
  }),
});
export const evaluationPage = pageOf(evaluationView);
export type EvaluationView = z.infer<typeof evaluationView>;
