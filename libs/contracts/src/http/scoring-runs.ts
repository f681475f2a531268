import { z } from 'zod';
import { idPattern } from '../ids.js';
import { errorCodeSchema } from '../manifest.js';
import { runPriority, runProgress, scoringRunRecord } from '../run.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';
import { idParam, tagged } from './route.js';
import { UNREADABLE_ARCHIVE } from './archives.js';
import { dryRunView } from './dry-run.js';
import { LAUNCH_REFUSALS, runRoutes } from './run-routes.js';

export const createScoringRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  modelId: z
    .string()
    .regex(idPattern('model'))
    .optional()
    .describe(
      "The model. Defaults to the owner's promoted model, else the owner's newest model, else the newest shared model.",
    ),
  featureSet: z
    .string()
    .optional()
    .describe("The feature set. It must be the model's own, which is the default."),
  priority: runPriority
    .optional()
    .describe(
      "The run's share of the workers relative to other runs. No run waits for another to end. Defaults to `normal`.",
    ),
  expiresAt: wantedExpiry,
  dryRun: z
    .boolean()
    .optional()
    .describe(
      'Set to `true` to learn what the run would do. The response status is 200, and nothing is written or enqueued.',
    ),
});

export type CreateScoringRun = z.infer<typeof createScoringRun>;

export const retryFailed = z.strictObject({
  codes: z
    .union([z.literal('retryable'), z.literal('all'), z.array(errorCodeSchema).min(1).max(50)])
    .default('retryable')
    .describe(
      'The errors to retry: `retryable` for errors that can be temporary, `all`, or a list of codes.',
    ),
});

export type RetryFailed = z.infer<typeof retryFailed>;

export const scoringRunView = scoringRunRecord.omit({ v: true }).extend({ progress: runProgress });

export type ScoringRunView = z.infer<typeof scoringRunView>;

const common = runRoutes({
  plural: 'scoring runs',
  view: scoringRunView,
  page: pageOf(scoringRunView),
  removed: 'its results',
});

/** Routes for scoring runs. */
export const scoringRunRoutes = tagged(
  { tag: 'scoring runs', access: ['score'], params: idParam('scoringRun'), missing: 'run.not_found' },
  {
    'POST /v1/scoring-runs': {
      id: 'createScoringRun',
      summary: 'Create a scoring run',
      description: 'Scores every clip of an archive with a model.',
      body: createScoringRun,
      status: 202,
      answer: scoringRunView,
      also: { status: 200, summary: 'With `dryRun`, what the run would do.', schema: dryRunView },
      errors: [
        'archive.not_found',
        ...UNREADABLE_ARCHIVE,
        'archive.too_large',
        'archive.changed',
        'model.not_found',
        'model.feature_set_mismatch',
        'feature_set.unknown',
        'request.aborted',
        ...LAUNCH_REFUSALS,
      ],
    },
    'GET /v1/scoring-runs': common.list,
    'GET /v1/scoring-runs/{id}': common.get,
    'DELETE /v1/scoring-runs/{id}': common.delete,
    'POST /v1/scoring-runs/{id}/cancel': common.cancel,
    'POST /v1/scoring-runs/{id}/pause': common.pause,
    'POST /v1/scoring-runs/{id}/resume': common.resume,
    'GET /v1/scoring-runs/{id}/events': common.watch,
    'POST /v1/scoring-runs/{id}/retry-failed': {
      id: 'retryFailedClips',
      summary: 'Retry failed clips',
      description:
        'Retries failed clips of a run that has ended. By default, retries clips whose error can be temporary.',
      body: retryFailed.prefault({}),
      status: 202,
      answer: scoringRunView,
      errors: ['run.not_steerable', 'run.already_over', 'run.nothing_to_retry', ...LAUNCH_REFUSALS],
    },
  },
);
