import { z } from 'zod';
import { idPattern } from '../ids.js';
import { runState } from '../run.js';
import { sweepRange, sweepRecord, sweepStrategy, sweepValues } from '../sweep.js';
import { pageOf, pageQuery } from './paging.js';
import { createTrainingRun, TRAINING_REFUSALS } from './training-runs.js';
import { tagged } from './route.js';

/** Configurations of one sweep. */
const MOST_SWEEP_RUNS = 200;
const MOST_RANGES = 20;

export const sweepIdParam = z.object({ id: z.string().regex(idPattern('sweep')) });

export const createSweep = createTrainingRun.extend({
  ranges: z
    .record(z.string().min(1).max(100), sweepRange)
    .refine((ranges) => Object.keys(ranges).length > 0 && Object.keys(ranges).length <= MOST_RANGES, {
      message: `1 to ${MOST_RANGES} keys of the recipe`,
    })
    .describe('By paths in the recipe, such as learningRate.peak: {"values": […]} or {"low": …, "high": …}.'),
  strategy: sweepStrategy.default({ kind: 'random' }),
  runs: z.int().min(1).max(MOST_SWEEP_RUNS).default(16).describe('Configurations that are drawn.'),
  epochs: createTrainingRun.shape.epochs.describe("Of the longest training. Default: the recipe's."),
  minutes: z.number().positive().max(10_080).optional().describe('Most that each training may take.'),
  drawSeed: z.int().nonnegative().max(0xffff_ffff).default(0).describe('Decides what is drawn.'),
});
export type CreateSweep = z.infer<typeof createSweep>;

const trial = z.strictObject({
  runId: z.string(),
  rung: z.int().nonnegative(),
  epochs: z.int().positive(),
  values: sweepValues,
  state: runState,
  /** Of the validation part; the test part chooses nothing. Null until the training is done. */
  validationUar: z.number().nullable(),
  modelId: z.string().nullable(),
});
export type SweepTrial = z.infer<typeof trial>;

export const sweepView = sweepRecord.omit({ v: true, configurations: true }).extend({
  state: z
    .enum(['running', 'completed', 'cancelled', 'failed'])
    .describe('`failed`: not one training of a rung was completed.'),
  /** The furthest rung first, and in it the best. */
  trials: z.array(trial),
});
export const sweepPage = pageOf(sweepRecord.omit({ v: true, configurations: true }));
export type SweepView = z.infer<typeof sweepView>;

const access = ['train'] as const;
const params = sweepIdParam;

/** Searches for a better recipe: training runs with keys drawn from ranges. */
export const sweepRoutes = tagged('sweeps', {
  'POST /v1/sweeps': {
    id: 'createSweep',
    access,
    summary: 'Trains a recipe with keys drawn from ranges: at random, or by successive halving',
    body: createSweep,
    status: 202,
    answer: sweepView,
    errors: TRAINING_REFUSALS,
  },
  'GET /v1/sweeps': {
    id: 'listSweeps',
    summary: 'Sweeps, newest first',
    query: pageQuery,
    answer: sweepPage,
  },
  'GET /v1/sweeps/{id}': {
    id: 'getSweep',
    summary: 'A sweep and its trainings, the best of the furthest rung first',
    params,
    answer: sweepView,
    errors: ['sweep.not_found'],
  },
  'POST /v1/sweeps/{id}/cancel': {
    id: 'cancelSweep',
    access,
    summary: 'Cancels the trainings that are not over; no rung follows',
    params,
    status: 202,
    answer: sweepView,
    errors: ['sweep.not_found'],
  },
});
