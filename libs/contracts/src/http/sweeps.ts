import { z } from 'zod';
import { runState } from '../run.js';
import { sweepRange, sweepRecord, sweepStrategy, sweepValues } from '../sweep.js';
import { pageOf } from './paging.js';
import { createTrainingRun, seed, TRAINING_REFUSALS } from './training-runs.js';
import { idParam, listOf, tagged } from './route.js';

/** The maximum number of configurations in one sweep. */
const MOST_SWEEP_RUNS = 200;
const MOST_RANGES = 20;

export const createSweep = createTrainingRun.extend({
  ranges: z
    .record(z.string().min(1).max(100), sweepRange)
    .refine((ranges) => Object.keys(ranges).length > 0 && Object.keys(ranges).length <= MOST_RANGES, {
      message: `must have 1 to ${MOST_RANGES} keys of the recipe`,
    })
    .describe(
      'The ranges to search, by path in the recipe, such as `learningRate.peak`. Each is `{"values": […]}` or `{"low": …, "high": …}`.',
    ),
  strategy: sweepStrategy.default({ kind: 'random' }),
  runs: z.int().min(1).max(MOST_SWEEP_RUNS).default(16).describe('The number of configurations to draw.'),
  epochs: createTrainingRun.shape.epochs.describe(
    "The epochs of the longest training. Defaults to the recipe's.",
  ),
  minutes: z.number().positive().max(10_080).optional().describe('The time limit of each training.'),
  drawSeed: seed.default(0).describe('The seed from which configurations are drawn.'),
});
export type CreateSweep = z.infer<typeof createSweep>;

const trial = z.strictObject({
  runId: z.string(),
  rung: z.int().nonnegative(),
  epochs: z.int().positive(),
  values: sweepValues,
  state: runState,
  /** The UAR on the validation subset, by which the sweep chooses. Null until the training ends. */
  validationUar: z.number().nullable(),
  modelId: z.string().nullable(),
});
export type SweepTrial = z.infer<typeof trial>;

const listedSweep = sweepRecord.omit({ v: true, configurations: true });
export const sweepView = listedSweep.extend({
  state: z
    .enum(['running', 'completed', 'cancelled', 'failed'])
    .describe('`failed` if no training of a rung was completed.'),
  /** Trainings of the furthest rung first, best first within a rung. */
  trials: z.array(trial),
});
export type SweepView = z.infer<typeof sweepView>;

/** Routes for sweeps, which search for a better recipe by training with keys drawn from ranges. */
export const sweepRoutes = tagged(
  { tag: 'sweeps', access: ['train'], params: idParam('sweep'), missing: 'sweep.not_found' },
  {
    'POST /v1/sweeps': {
      id: 'createSweep',
      summary: 'Create a sweep',
      description: 'Trains a recipe with keys drawn from ranges, by random search or successive halving.',
      body: createSweep,
      status: 202,
      answer: sweepView,
      errors: TRAINING_REFUSALS,
    },
    'GET /v1/sweeps': listOf('sweeps', pageOf(listedSweep)),
    'GET /v1/sweeps/{id}': {
      id: 'getSweep',
      summary: 'Retrieve a sweep',
      description: 'Returns a sweep and its trainings. The best training of the furthest rung comes first.',
      answer: sweepView,
    },
    'POST /v1/sweeps/{id}/cancel': {
      id: 'cancelSweep',
      summary: 'Cancel a sweep',
      description: 'Cancels the trainings that have not ended. No further rung starts.',
      status: 202,
      answer: sweepView,
    },
  },
);
