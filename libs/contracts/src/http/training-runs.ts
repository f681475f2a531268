import { z } from 'zod';
import { CORPUS_NAMES, LABEL_MAP_IDS, SPLIT_NAMES } from '../corpus.js';
import { FEATURE_SET_NAMES } from '../feature-set.js';
import { idPattern } from '../ids.js';
import { preprocessingSchema } from '../preprocessing.js';
import { RECIPE_NAMES } from '../recipes/index.js';
import { runPriority, runProgress, trainingRunRecord } from '../run.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';
import { tagged } from './route.js';
import { reportPictureParam, pictureQuery, PICTURE_ANSWER } from './pictures.js';
import { trainingReport } from '../report.js';
import { LAUNCH_REFUSALS, runRoutes } from './run-routes.js';
import type { ErrorCode } from '../errors.js';

export const trainingRunIdParam = z.object({ id: z.string().regex(idPattern('trainingRun')) });

/** Of a table of clips that comes with a request; longer ones want a corpus whose names say the label. */
const MAX_TABLE_LENGTH = 900_000;

export const createTrainingRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  corpus: z
    .string()
    .max(200)
    .describe(`One of ${CORPUS_NAMES.join(', ')}; or several joined by "+", read as one corpus.`),
  table: z
    .string()
    .max(MAX_TABLE_LENGTH)
    .optional()
    .describe(
      'For the corpus `manifest`: CSV or JSONL with path and label, and speaker, split and more if known.',
    ),
  labelMap: z
    .string()
    .optional()
    .describe(`One of ${LABEL_MAP_IDS.join(', ')}. Default: none for one corpus, shared@1 for several.`),
  leaveOut: z.array(z.string().min(1)).max(100).default([]).describe('Labels whose clips are not learned.'),
  recipe: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .default('paper')
    .describe(`One of ${RECIPE_NAMES.join(', ')}, or a recipe of your own as an object.`),
  featureSet: z
    .string()
    .optional()
    .describe(
      `One of ${FEATURE_SET_NAMES.join(', ')}, or an embedding of yours. Default: what the recipe's architecture is made for.`,
    ),
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
  priority: runPriority
    .optional()
    .describe("The run's share of the feature workers beside other runs. Default: normal."),
  expiresAt: wantedExpiry,
});

export type CreateTrainingRun = z.infer<typeof createTrainingRun>;

export const trainingRunView = trainingRunRecord.omit({ v: true }).extend({ progress: runProgress });

export const trainingRunPage = pageOf(trainingRunView);

export type TrainingRunView = z.infer<typeof trainingRunView>;

/** Why a training is refused at once. */
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

const access = ['train'] as const;
const common = runRoutes({
  name: 'TrainingRun',
  plural: 'training runs',
  params: trainingRunIdParam,
  view: trainingRunView,
  page: trainingRunPage,
  scope: 'train',
  removed: 'its report but not its model',
});

/** Training runs and their reports. */
export const trainingRunRoutes = tagged('training runs', {
  'POST /v1/training-runs': {
    id: 'createTrainingRun',
    access,
    summary: 'Trains a model on a labelled archive',
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
    access,
    summary: 'Ends a training after its epoch and registers the best model so far',
    params: trainingRunIdParam,
    status: 202,
    answer: trainingRunView,
    errors: ['run.not_found', 'run.already_over'],
  },
  'GET /v1/training-runs/{id}/report': {
    id: 'getTrainingReport',
    summary: 'Evaluation, history and split of a finished training',
    params: trainingRunIdParam,
    answer: trainingReport,
    errors: ['run.not_found', 'run.not_finished'],
  },
  'GET /v1/training-runs/{id}/report/{file}': {
    id: 'getReportPicture',
    summary: 'A picture of a training report',
    params: reportPictureParam,
    query: pictureQuery,
    answer: PICTURE_ANSWER,
    errors: ['run.not_found', 'run.not_finished', 'request.not_found'],
  },
});
