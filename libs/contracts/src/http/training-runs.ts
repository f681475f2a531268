import { z } from 'zod';
import { CORPUS_NAMES, LABEL_MAP_IDS, SPLIT_NAMES } from '../corpus.js';
import { FEATURE_SET_NAMES } from '../feature-set.js';
import { idPattern } from '../ids.js';
import { preprocessingSchema } from '../preprocessing.js';
import { RECIPE_NAMES } from '../recipes/index.js';
import { runPriority, runProgress, trainingRunRecord } from '../run.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';
import { idParam, tagged } from './route.js';
import { pictureFileName, pictureQuery, PICTURE_ANSWER } from './pictures.js';
import { trainingReport } from '../report.js';
import { LAUNCH_REFUSALS, runRoutes } from './run-routes.js';
import type { ErrorCode } from '../errors.js';

/** A seed of 32 bits. */
export const seed = z.int().nonnegative().max(0xffff_ffff);

/** The maximum length of the table in a request. Larger corpora need file names that contain the label. */
const MAX_TABLE_LENGTH = 900_000;

export const createTrainingRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  corpus: z
    .string()
    .max(200)
    .describe(`The corpus: one of ${CORPUS_NAMES.join(', ')}, or several joined by "+".`),
  table: z
    .string()
    .max(MAX_TABLE_LENGTH)
    .optional()
    .describe(
      'The clips of the corpus `manifest`, in CSV or JSONL. Each row has a path and a label, and optionally a speaker, a split and more.',
    ),
  labelMap: z
    .string()
    .optional()
    .describe(
      `The label map: one of ${LABEL_MAP_IDS.join(', ')}. Defaults to none for one corpus and to shared@1 for several.`,
    ),
  leaveOut: z.array(z.string().min(1)).max(100).default([]).describe('The labels to exclude from training.'),
  recipe: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .default('paper')
    .describe(`The recipe: one of ${RECIPE_NAMES.join(', ')}, or your own recipe as an object.`),
  featureSet: z
    .string()
    .optional()
    .describe(
      `The feature set: one of ${FEATURE_SET_NAMES.join(', ')}, or the id of an embedding model. Defaults to the usual set of the recipe's architecture.`,
    ),
  preprocessing: preprocessingSchema
    .optional()
    .describe(
      'The preprocessing of each clip before feature extraction. It becomes a part of the feature set.',
    ),
  split: z
    .string()
    .default('P0')
    .describe(`The protocol: one of ${SPLIT_NAMES.join(', ')}. P0 is the paper's random 80:20 split.`),
  fold: z.int().nonnegative().default(0),
  seed: seed.default(0),
  epochs: z.int().min(1).max(2000).optional().describe("The number of epochs. Defaults to the recipe's."),
  priority: runPriority
    .optional()
    .describe("The run's share of the feature workers relative to other runs. Defaults to `normal`."),
  expiresAt: wantedExpiry,
});

export type CreateTrainingRun = z.infer<typeof createTrainingRun>;

export const trainingRunView = trainingRunRecord.omit({ v: true }).extend({ progress: runProgress });

export type TrainingRunView = z.infer<typeof trainingRunView>;

/** The error codes of a training that the API refuses. */
export const TRAINING_REFUSALS = [
  'archive.not_found',
  'corpus.unknown',
  'corpus.labels_unreadable',
  'corpus.too_small',
  'corpus.label_map_unknown',
  'corpus.manifest_malformed',
  'recipe.unknown',
  'recipe.unknown_key',
  'recipe.invalid',
  'feature_set.unknown',
  'feature_set.not_trainable',
  'embedding_model.not_found',
  'split.unknown',
  'split.not_applicable',
  ...LAUNCH_REFUSALS,
] as const satisfies readonly ErrorCode[];

const params = idParam('trainingRun');
const common = runRoutes({
  plural: 'training runs',
  view: trainingRunView,
  page: pageOf(trainingRunView),
  removed: 'its report but not its model',
});

/** Routes for training runs and their reports. */
export const trainingRunRoutes = tagged(
  { tag: 'training runs', access: ['train'], params, missing: 'run.not_found' },
  {
    'POST /v1/training-runs': {
      id: 'createTrainingRun',
      summary: 'Create a training run',
      description: 'Trains a model on a labeled archive.',
      body: createTrainingRun,
      status: 202,
      answer: trainingRunView,
      errors: TRAINING_REFUSALS,
    },
    'GET /v1/training-runs': common.list,
    'GET /v1/training-runs/{id}': common.get,
    'DELETE /v1/training-runs/{id}': common.delete,
    'POST /v1/training-runs/{id}/cancel': common.cancel,
    'POST /v1/training-runs/{id}/pause': common.pause,
    'POST /v1/training-runs/{id}/resume': common.resume,
    'GET /v1/training-runs/{id}/events': common.watch,
    'POST /v1/training-runs/{id}/stop': {
      id: 'stopTrainingRun',
      summary: 'Stop a training run',
      description: 'Ends a training after the current epoch and registers the weights that its recipe keeps.',
      status: 202,
      answer: trainingRunView,
      errors: ['run.already_over'],
    },
    'GET /v1/training-runs/{id}/report': {
      id: 'getTrainingReport',
      summary: 'Retrieve a training report',
      description: 'Returns the evaluation, history and split of a finished training.',
      answer: trainingReport,
      errors: ['run.not_finished'],
    },
    'GET /v1/training-runs/{id}/report/{file}': {
      id: 'getReportPicture',
      summary: 'Retrieve a picture of a training report',
      params: params.extend({ file: pictureFileName }),
      query: pictureQuery,
      answer: PICTURE_ANSWER,
      errors: ['run.not_finished', 'request.not_found'],
    },
  },
);
