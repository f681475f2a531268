import {
  createScoringRun,
  dryRunView,
  retryFailed,
  scoringRunIdParam,
  scoringRunView,
} from '#libs/contracts';
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
    also: { status: 200, summary: 'With `dryRun`: what the run would do', schema: dryRunView },
    errors: [
      'archive.not_found',
      'archive.empty',
      'archive.malformed',
      'archive.too_large',
      'archive.changed',
      'model.not_found',
      'model.feature_set_mismatch',
      'feature_set.unknown',
      'queue.full',
      'quota.runs_at_once',
      'quota.audio_seconds',
      ...LIVE,
    ],
  },
  ...runOperations('scoring'),
  { method: 'post', path: '/v1/scoring-runs/{id}/retry-failed', id: 'retryFailedClips', tag: 'scoring runs', summary: 'Runs failed clips of a complete run again; by default those whose error may pass by itself', params: scoringRunIdParam, body: jsonBody(retryFailed), status: 202, answer: json(scoringRunView), errors: ['run.not_found', 'run.not_steerable', 'run.already_over', 'run.nothing_to_retry', 'queue.full', 'quota.runs_at_once', 'quota.audio_seconds', ...LIVE] }, // prettier-ignore
];
