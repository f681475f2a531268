import { z } from 'zod';
import { compressionMethod } from '../compression.js';
import { idPattern } from '../ids.js';
import { modelCard } from '../report.js';
import { wantedExpiry } from '../retention.js';
import { runPriority } from '../run.js';
import { scoreLine } from '../scores.js';
import { pageOf, pageQuery } from './paging.js';

export const modelIdParam = z.object({ id: z.string().regex(idPattern('model')) });

export const modelPageQuery = pageQuery.extend({
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Also those that were archived.'),
});
export type ModelPageQuery = z.infer<typeof modelPageQuery>;

/** A model's card, and how it stands with whoever asks. */
export const modelView = modelCard.omit({ v: true }).extend({
  promoted: z.boolean().describe('Runs that name no model take it.'),
  archived: z.boolean().describe('Lists leave it out, and no run takes it unless it is named.'),
  shared: z.boolean().describe('Every owner sees it.'),
});

/** Members of one ensemble: each is a pass of its own. */
const MOST_MEMBERS = 16;

export const createEnsemble = z.strictObject({
  name: z.string().min(1).max(200).optional().describe('Default: what its members are called.'),
  members: z
    .array(
      z.strictObject({
        modelId: z.string().regex(idPattern('model')),
        weight: z.number().positive().max(1e6).default(1).describe('Counts against the others of the list.'),
      }),
    )
    .min(2)
    .max(MOST_MEMBERS)
    .refine((members) => new Set(members.map(({ modelId }) => modelId)).size === members.length, {
      message: 'name each model once; its weight says how much it counts',
    })
    .describe('Models of the same feature set and labels; ensembles are models too.'),
});
export type CreateEnsemble = z.infer<typeof createEnsemble>;

export const compressModel = z.strictObject({
  method: compressionMethod,
  recipe: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .describe(
      `The student of a distillation: a name or an object. Default: student-conv for log-mel features, student-lstm for others.`,
    ),
  epochs: z.int().min(1).max(2000).optional().describe("Of the fine-tuning (default: 30) or the student's."),
  priority: runPriority.optional(),
  expiresAt: wantedExpiry,
});
export type CompressModel = z.infer<typeof compressModel>;

export const modelPage = pageOf(modelView);

export type ModelView = z.infer<typeof modelView>;

export const trialView = scoreLine.omit({ clip: true, name: true }).extend({
  milliseconds: z
    .strictObject({
      extraction: z.number().nonnegative(),
      scoring: z.number().nonnegative(),
      total: z.number().nonnegative(),
    })
    .describe('Where the time went; the total has the way of the recording to the workers too.'),
});
export type TrialView = z.infer<typeof trialView>;
