import {
  createTrainingRun,
  pictureQuery,
  reportPictureParam,
  trainingReport,
  trainingRunIdParam,
  trainingRunView,
  type ErrorCode,
} from '#libs/contracts';
import { LIVE, json, jsonBody, pictures, type Operation } from './operation.js';
import { runOperations } from './run-operations.js';

/** Why a training is refused at once. */
export const TRAINING_REFUSALS: readonly ErrorCode[] = [
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
  'split.unknown',
  'split.not_applicable',
  'queue.full',
  'quota.runs_at_once',
  'quota.audio_seconds',
];

/** Training runs and their reports. */
export const TRAINING_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/training-runs',
    id: 'createTrainingRun',
    tag: 'training runs',
    summary: 'Trains a model on a labelled archive',
    body: jsonBody(createTrainingRun),
    status: 202,
    answer: json(trainingRunView),
    errors: [...TRAINING_REFUSALS, ...LIVE],
  },
  ...runOperations('training'),
  { method: 'post', path: '/v1/training-runs/{id}/stop', id: 'stopTrainingRun', tag: 'training runs', summary: 'Ends a training after its epoch; the best model so far is registered', params: trainingRunIdParam, status: 202, answer: json(trainingRunView), errors: ['run.not_found', 'run.already_over', ...LIVE] }, // prettier-ignore
  { method: 'get', path: '/v1/training-runs/{id}/report', id: 'getTrainingReport', tag: 'training runs', summary: 'Evaluation, history and split of a finished training', params: trainingRunIdParam, status: 200, answer: json(trainingReport), errors: ['run.not_found', 'run.not_finished', ...LIVE] }, // prettier-ignore
  { method: 'get', path: '/v1/training-runs/{id}/report/{file}', id: 'getReportPicture', tag: 'training runs', summary: 'A picture of a training report', params: reportPictureParam, query: pictureQuery, status: 200, answer: pictures, errors: ['run.not_found', 'run.not_finished', 'request.not_found', ...LIVE] }, // prettier-ignore
];
