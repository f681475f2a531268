import { z } from 'zod';
import { archiveRecord } from './archive.js';
import { CORPUS_NAMES, SPLIT_NAMES } from './corpus.js';
import { DEFAULT_FEATURE_SET, TRAINABLE_FEATURE_SET_NAMES } from './feature-set.js';
import { ANY_ID, idPattern } from './ids.js';
import { errorCodeSchema } from './manifest.js';
import { preprocessingSchema } from './preprocessing.js';
import { RECIPE_NAMES } from './recipe.js';
import { engineInfo, modelCard } from './report.js';
import { runProgress, scoringRunRecord, trainingRunRecord } from './run.js';

/** An RFC 9457 problem document with Serenade's stable `code`. */
export const problemDocument = z.object({
  type: z.string().describe('`urn:serenade:problem:<code>`'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: errorCodeSchema,
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof problemDocument>;

export const archiveIdParam = z.object({ id: z.string().regex(idPattern('archive')) });
export const scoringRunIdParam = z.object({ id: z.string().regex(idPattern('scoringRun')) });
export const trainingRunIdParam = z.object({ id: z.string().regex(idPattern('trainingRun')) });
export const modelIdParam = z.object({ id: z.string().regex(idPattern('model')) });

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(ANY_ID).optional().describe('`nextCursor` of the page before.'),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list, newest first. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

export const uploadArchiveQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}/\\]+$/u, 'a name holds no slash and no control character')
    .default('archive.zip'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Checked against what arrives.'),
});
export type UploadArchiveQuery = z.infer<typeof uploadArchiveQuery>;

export const createTrainingRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  corpus: z.string().describe(`One of ${CORPUS_NAMES.join(', ')}.`),
  recipe: z
    .string()
    .default('paper')
    .describe(`One of ${RECIPE_NAMES.join(', ')}.`),
  featureSet: z
    .string()
    .default(DEFAULT_FEATURE_SET)
    .describe(`One of ${TRAINABLE_FEATURE_SET_NAMES.join(', ')}.`),
  preprocessing: preprocessingSchema
    .optional()
    .describe(
      'What happens to each clip before its features are made; a part of the feature set from then on.',
    ),
  split: z
    .string()
    .default('P0')
    .describe(`One of ${SPLIT_NAMES.join(', ')}; P0 is the paper's random 80:20.`),
  fold: z.int().nonnegative().default(0),
  seed: z.int().nonnegative().max(0xffff_ffff).default(0),
  epochs: z.int().min(1).max(2000).optional().describe("Default: the recipe's."),
});
export type CreateTrainingRun = z.infer<typeof createTrainingRun>;

export const createScoringRun = z.strictObject({
  archiveId: z.string().regex(idPattern('archive')),
  modelId: z.string().regex(idPattern('model')),
  featureSet: z.string().optional().describe("Default and only valid choice: the model's own."),
});
export type CreateScoringRun = z.infer<typeof createScoringRun>;

export const archiveView = archiveRecord.omit({ v: true });
export const archivePage = pageOf(archiveView);
export type ArchiveView = z.infer<typeof archiveView>;

export const scoringRunView = scoringRunRecord.omit({ v: true }).extend({ progress: runProgress });
export const scoringRunPage = pageOf(scoringRunView);
export type ScoringRunView = z.infer<typeof scoringRunView>;

export const trainingRunView = trainingRunRecord.omit({ v: true }).extend({ progress: runProgress });
export const trainingRunPage = pageOf(trainingRunView);
export type TrainingRunView = z.infer<typeof trainingRunView>;

export const modelView = modelCard.omit({ v: true });
export const modelPage = pageOf(modelView);
export type ModelView = z.infer<typeof modelView>;

/** What a worker tells of itself every few seconds. */
export const workerPresence = z.strictObject({
  id: z.string(),
  kind: z.enum(['worker-features', 'worker-gpu']),
  pid: z.int(),
  host: z.string(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  concurrency: z.int(),
  rssBytes: z.int(),
  engine: engineInfo.nullable(),
});
export type WorkerPresence = z.infer<typeof workerPresence>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'degraded', 'down']),
  redis: z.strictObject({ ok: z.boolean(), detail: z.string().optional() }),
  store: z.strictObject({ ok: z.boolean(), detail: z.string().optional(), kind: z.enum(['s3', 'file']) }),
  queues: z.record(z.string(), z.record(z.string(), z.int())),
  workers: z.array(workerPresence),
});
export type Readiness = z.infer<typeof readiness>;
