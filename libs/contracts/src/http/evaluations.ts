import { z } from 'zod';
import { evaluationRecord } from '../evaluation.js';
import { idPattern } from '../ids.js';
import { pageOf, pageQuery } from './paging.js';
import { createTrainingRun, TRAINING_REFUSALS } from './training-runs.js';
import { tagged } from './route.js';
import { protocolReport } from '../protocol-report.js';

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

const access = ['train'] as const;
const params = evaluationIdParam;

/** Protocols run by one request: a training run for each fold and seed, and their common result. */
export const evaluationRoutes = tagged('evaluations', {
  'POST /v1/evaluations': {
    id: 'createEvaluation',
    access,
    summary: 'Runs a protocol: a training for each fold and seed',
    body: createEvaluation,
    status: 202,
    answer: evaluationView,
    errors: TRAINING_REFUSALS,
  },
  'GET /v1/evaluations': {
    id: 'listEvaluations',
    summary: 'Evaluations, newest first',
    query: pageQuery,
    answer: evaluationPage,
  },
  'GET /v1/evaluations/{id}': {
    id: 'getEvaluation',
    summary: 'An evaluation and the progress of its trainings',
    params,
    answer: evaluationView,
    errors: ['evaluation.not_found'],
  },
  'POST /v1/evaluations/{id}/cancel': {
    id: 'cancelEvaluation',
    access,
    summary: 'Cancels the trainings that are not over',
    params,
    status: 202,
    answer: evaluationView,
    errors: ['evaluation.not_found'],
  },
  'GET /v1/evaluations/{id}/report': {
    id: 'getEvaluationReport',
    summary: 'All trainings in one report, as npm run results reads it',
    params,
    answer: protocolReport,
    errors: ['evaluation.not_found', 'run.not_finished'],
  },
});
