import { z } from 'zod';
import { evaluationRecord } from '../evaluation.js';
import { pageOf } from './paging.js';
import { createTrainingRun, seed, TRAINING_REFUSALS } from './training-runs.js';
import { idParam, listOf, tagged } from './route.js';
import { protocolReport } from '../protocol-report.js';

/** The maximum number of trainings in one evaluation. Ten seeds of Emo-DB's ten folds take half of it. */
export const MOST_EVALUATION_RUNS = 200;

export const createEvaluation = createTrainingRun.omit({ split: true, fold: true, seed: true }).extend({
  protocol: createTrainingRun.shape.split,
  folds: z
    .array(z.int().nonnegative())
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .optional()
    .describe('The folds to train. Defaults to all folds of the protocol on the corpus.'),
  seeds: z
    .array(seed)
    .min(1)
    .max(MOST_EVALUATION_RUNS)
    .default([0])
    .describe('The seeds. Each seed trains all folds, and the report contains means over seeds.'),
});
export type CreateEvaluation = z.infer<typeof createEvaluation>;

const count = z.int().nonnegative();

export const evaluationView = evaluationRecord.omit({ v: true }).extend({
  state: z
    .enum(['running', 'completed', 'cancelled', 'failed'])
    .describe(
      '`failed` if a training failed and none is running. `cancelled` if a training was cancelled and none is running.',
    ),
  runs: z.strictObject({
    total: z.int().positive(),
    waiting: count,
    underWay: count,
    completed: count,
    failed: count,
    cancelled: count,
  }),
});
export type EvaluationView = z.infer<typeof evaluationView>;

/** Routes for evaluations. An evaluation has a training run for each fold and seed, and one report. */
export const evaluationRoutes = tagged(
  { tag: 'evaluations', access: ['train'], params: idParam('evaluation'), missing: 'evaluation.not_found' },
  {
    'POST /v1/evaluations': {
      id: 'createEvaluation',
      summary: 'Create an evaluation',
      description: 'Runs a protocol on a corpus: one training for each fold and seed.',
      body: createEvaluation,
      status: 202,
      answer: evaluationView,
      errors: TRAINING_REFUSALS,
    },
    'GET /v1/evaluations': listOf('evaluations', pageOf(evaluationView)),
    'GET /v1/evaluations/{id}': {
      id: 'getEvaluation',
      summary: 'Retrieve an evaluation',
      description: 'Returns an evaluation and the progress of its trainings.',
      answer: evaluationView,
    },
    'POST /v1/evaluations/{id}/cancel': {
      id: 'cancelEvaluation',
      summary: 'Cancel an evaluation',
      description: 'Cancels the trainings that have not ended.',
      status: 202,
      answer: evaluationView,
    },
    'GET /v1/evaluations/{id}/report': {
      id: 'getEvaluationReport',
      summary: 'Retrieve the report of an evaluation',
      description: 'Returns one report over all trainings. `npm run results` reads this format.',
      answer: protocolReport,
      errors: ['run.not_finished'],
    },
  },
);
