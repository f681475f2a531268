import { z } from 'zod';
import { idPattern } from '../ids.js';
import { errorCodeSchema } from '../manifest.js';
import { runPriority, runProgress, scoringRunRecord } from '../run.js';
import { wantedExpiry } from '../retention.js';
import { pageOf } from './paging.js';

export const scoringRunIdParam = z.object({ id: z.string().regex(idPattern('scoringRun')) });

export const createScoringRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  modelId: z
    .string()
    .regex(idPattern('model'))
    .optional()
    .describe(
      "Default: the owner's promoted model, or else the newest one, or else the newest that is shared.",
    ),
  featureSet: z.string().optional().describe("Default and only valid choice: the model's own."),
  priority: runPriority
    .optional()
    .describe(
      "The run's share of the workers beside other runs; none ever waits for another to end. Default: normal.",
    ),
  expiresAt: wantedExpiry,
  dryRun: z
    .boolean()
    .optional()
    .describe('Says what the run would do, with 200 in place of 202; nothing is written or enqueued.'),
});

export type CreateScoringRun = z.infer<typeof createScoringRun>;

export const retryFailed = z.strictObject({
  codes: z
    .union([z.literal('retryable'), z.literal('all'), z.array(errorCodeSchema).min(1).max(50)])
    .default('retryable')
    .describe('Which errors are tried again: those that may pass by themselves, all, or these.'),
});

export type RetryFailed = z.infer<typeof retryFailed>;

export const scoringRunView = scoringRunRecord.omit({ v: true }).extend({ progress: runProgress });

export const scoringRunPage = pageOf(scoringRunView);

export type ScoringRunView = z.infer<typeof scoringRunView>;
