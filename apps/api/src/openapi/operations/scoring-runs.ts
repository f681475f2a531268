import {
  createScoringRun,
  errorLine,
  scoreLine,
  scoringRunIdParam,
  scoringRunView,
  scoringSummary,
} from '#libs/contracts';
import { LIVE, UNAVAILABLE, json, jsonBody, text, type Operation } from './operation.js';
import { runOperations } from './run-operations.js';

/** Scoring runs and their results. */
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
  { method: 'get', path: '/v1/scoring-runs/{id}/scores', id: 'getScores', tag: 'scoring runs', summary: 'Scores, one a clip, as NDJSON or CSV by Accept; while the run goes on, those there are', params: scoringRunIdParam, status: 200, answer: { 'application/x-ndjson': scoreLine, 'text/csv': text }, errors: ['run.not_found', 'request.not_acceptable', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/scoring-runs/{id}/errors', id: 'getErrors', tag: 'scoring runs', summary: 'Clips without a score, and why', params: scoringRunIdParam, status: 200, answer: { 'application/x-ndjson': errorLine }, errors: ['run.not_found', ...UNAVAILABLE] }, // prettier-ignore
  { method: 'get', path: '/v1/scoring-runs/{id}/summary', id: 'getSummary', tag: 'scoring runs', summary: 'Counts and hashes of a finished run', params: scoringRunIdParam, status: 200, answer: json(scoringSummary), errors: ['run.not_found', 'run.not_finished', ...UNAVAILABLE] }, // prettier-ignore
];
