import { z } from 'zod';
import { idPattern } from '../ids.js';
import { runProgress, scoringRunRecord } from '../run.js';
import { pageOf } from './paging.js';

export const scoringRunIdParam = z.object({ id: z.string().regex(idPattern('scoringRun')) });

export const createScoringRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  modelId: z.string().regex(idPattern('model')),
  featureSet: z.string().optional().describe("Default and only valid choice: the model's own."),
});

export type CreateScoringRun = z.infer<typeof createScoringRun>;

export const scoringRunView = scoringRunRecord.omit({ v: true }).extend({ progress: runProgress });

export const scoringRunPage = pageOf(scoringRunView);

export type ScoringRunView = z.infer<typeof scoringRunView>;
