import { z } from 'zod';
import { evaluationRecord } from '../evaluation.js';
import { idPattern } from '../ids.js';
import { pageOf, pageQuery } from './paging.js';
import { createTrainingRun, TRAINING_REFUSALS } from './training-runs.js';
import { tagged } from './route.js';
import { protocolReport } from '../protocol-report.js';

/** The maximum number of trainings in one evaluation. Ten seeds of Emo-DB's ten folds take half of it. */
export const MOST_EVALUATION_RUNS = 200;

export const evaluationIdParam = z.object({ id: z.string().regex(idPattern('evaluation')) });

export const createEvaluation = createTrainingRun.omit({ split: true, fold: true, seed: true }).extend({
  protocol: createTrainingRun.shape.split,
  folds: z
    .array(z.int().nonnegative())
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .optional()
    .describe('The folds to train. Defaults to all folds of the protocol on the corpus.'),
  seeds: z
    .array(z.int().nonnegative().max(0xffff_ffff))
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .default([0])
    .describe('The seeds. Each seed trains all folds, and the report contains means over seeds.'),
});
export type CreateEvaluation = z.infer<typeof createEvaluation>;

export const evaluationView = evaluationRecord.omit({ v: true }).extend({
  state: z
    .enum(['running', 'completed', 'cancelled', 'failed'])
    .describe(
      '`failed` if a training failed and none is running. `cancelled` if a training was cancelled and none is running.',
    ),
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

const access = ['train'] as const;
const params = evaluationIdParam;

/** Routes for evaluations. An evaluation has a training run for each fold and seed, and one report. */
export const evaluationRoutes = tagged('evaluations', {
  'POST /v1/evaluations': {
    id: 'createEvaluation',
    access,
    summary: 'Create an evaluation',
    description: 'Runs a protocol on a corpus: one training for each fold and seed.',
    body: createEvaluation,
    status: 202,
    answer: evaluationView,
    errors: TRAINING_REFUSALS,
  },
  'GET /v1/evaluations': {
    id: 'listEvaluations',
    summary: 'List evaluations',
    description: 'Returns evaluations, newest first.',
    query: pageQuery,
    answer: evaluationPage,
  },
  'GET /v1/evaluations/{id}': {
    id: 'getEvaluation',
    summary: 'Retrieve an evaluation',
    description: 'Returns an evaluation and the progress of its trainings.',
    params,
    answer: evaluationView,
    errors: ['evaluation.not_found'],
  },
  'POST /v1/evaluations/{id}/cancel': {
    id: 'cancelEvaluation',
    access,
    summary: 'Cancel an evaluation',
    description: 'Cancels the trainings that have not ended.',
    params,
    status: 202,
    answer: evaluationView,
    errors: ['evaluation.not_found'],
  },
  'GET /v1/evaluations/{id}/report': {
    id: 'getEvaluationReport',
    summary: 'Retrieve the report of an evaluation',
    description: 'Returns one report over all trainings. `npm run results` reads this format.',
    params,
    answer: protocolReport,
    errors: ['evaluation.not_found', 'run.not_finished'],
  },
});
