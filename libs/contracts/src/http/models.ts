import { z } from 'zod';
import { compressionMethod } from '../compression.js';
import { idPattern } from '../ids.js';
import { modelCard } from '../report.js';
import { wantedExpiry } from '../retention.js';
import { runPriority } from '../run.js';
import { scoreLine } from '../scores.js';
import { pageQuery } from './paging.js';

export const modelPageQuery = pageQuery.extend({
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Set to `true` to include archived models.'),
});
export type ModelPageQuery = z.infer<typeof modelPageQuery>;

/** A model card with the flags that apply to the caller. */
export const modelView = modelCard.omit({ v: true }).extend({
  promoted: z.boolean().describe('True if runs that name no model use this one.'),
  archived: z.boolean().describe('True if the model is hidden from lists and from runs that name no model.'),
  shared: z.boolean().describe('True if every owner can see the model.'),
});

/** The maximum number of members of an ensemble. Each member scores every clip. */
const MOST_MEMBERS = 16;

export const createEnsemble = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('The name of the ensemble. Defaults to the names of its members.'),
  members: z
    .array(
      z.strictObject({
        modelId: z.string().regex(idPattern('model')),
        weight: z
          .number()
          .positive()
          .max(1e6)
          .default(1)
          .describe('The weight of the member relative to the others.'),
      }),
    )
    .min(2)
    .max(MOST_MEMBERS)
    .refine((members) => new Set(members.map(({ modelId }) => modelId)).size === members.length, {
      message: 'must not name a model twice; use its weight instead',
    })
    .describe('Models with the same feature set and labels. An ensemble can be a member.'),
});
export type CreateEnsemble = z.infer<typeof createEnsemble>;

export const compressModel = z.strictObject({
  method: compressionMethod,
  recipe: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .optional()
    .describe(
      'The recipe of the student, as a name or an object. Only for distillation. Defaults to `student-conv` for log-mel features and `student-lstm` for others.',
    ),
  epochs: z
    .int()
    .min(1)
    .max(2000)
    .optional()
    .describe("The number of epochs. Defaults to 30 for fine-tuning and to the recipe's for a student."),
  priority: runPriority.optional(),
  expiresAt: wantedExpiry,
});
export type CompressModel = z.infer<typeof compressModel>;

export type ModelView = z.infer<typeof modelView>;

export const trialView = scoreLine.omit({ clip: true, name: true }).extend({
  milliseconds: z
    .strictObject({
      extraction: z.number().nonnegative(),
      scoring: z.number().nonnegative(),
      total: z.number().nonnegative(),
    })
    .describe('The time of each step. `total` includes the transfer of the recording to the workers.'),
});
export type TrialView = z.infer<typeof trialView>;
