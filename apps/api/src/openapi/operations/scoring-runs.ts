import { createScoringRun, scoringRunView } from '#libs/contracts';
import { LIVE, json, jsonBody, type Operation } from './operation.js';
import { runOperations } from './run-operations.js';

/** Scoring runs. */
export const SCORING_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/scoring-runs',
    id: 'createScoringRun',
    tag: 'scoring runs',
    summary: 'Scores every clip of an archive with a model',
    body: jsonBody(createScoringRun),
    status: 202,
    answer: json(scoringRunView),
    errors: [
      'archive.not_found',
      'model.not_found',
      'model.feature_set_mismatch',
      'feature_set.unknown',
      ...LIVE,
    ],
  },
  ...runOperations('scoring'),
];
