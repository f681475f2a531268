import { createTrainingRun, trainingReport, trainingRunIdParam, trainingRunView } from '#libs/contracts';
import { LIVE, json, jsonBody, type Operation } from './operation.js';
import { runOperations } from './run-operations.js';

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
    errors: [
      'archive.not_found',
      'corpus.unknown',
      'corpus.labels_unreadable',
      'corpus.too_small',
      'corpus.label_map_unknown',
      'corpus.manifest_malformed',
      'recipe.unknown',
      'feature_set.unknown',
      'split.unknown',
      'split.not_applicable',
      'queue.full',
      ...LIVE,
    ],
  },
  ...runOperations('training'),
  { method: 'get', path: '/v1/training-runs/{id}/report', id: 'getTrainingReport', tag: 'training runs', summary: 'Evaluation, history and split of a finished training', params: trainingRunIdParam, status: 200, answer: json(trainingReport), errors: ['run.not_found', 'run.not_finished', ...LIVE] }, // prettier-ignore
];
