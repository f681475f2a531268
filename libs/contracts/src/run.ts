import { z } from 'zod';
import { compressionTask } from './compression.js';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { errorCodeSchema } from './manifest.js';
import { recordOwner } from './owner.js';
import { recipeSchema } from './recipes/index.js';
import { RUN_STATES } from './run-states/index.js';
import { expiresAt } from './retention.js';

export const runState = z
  .enum(RUN_STATES)
  .describe(
    'Shards are scored as soon as they are extracted; `scoring` means that no clip is left to extract. `interrupted`: the ' +
      'queue has lost the run; resume it.',
  );

/** A run's share of the workers: `high` gets four times as much as `normal`, `low` a quarter. */
export const RUN_PRIORITIES = ['low', 'normal', 'high'] as const;
export const runPriority = z.enum(RUN_PRIORITIES);
export type RunPriority = z.infer<typeof runPriority>;

const count = z.int().nonnegative();
const problem = z.strictObject({ code: errorCodeSchema, message: z.string() });

const common = {
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  archiveId: z.string(),
  archiveName: z.string(),
  featureSet: z.string(),
  featureSetId: z.string(),
  state: runState,
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  expiresAt,
  error: problem.nullable(),
  priority: runPriority.default('normal'),
  launch: count
    .default(0)
    .describe('Number of times the run was relaunched, to resume it or to retry failed clips.'),
};

/** A request to retry failed clips; the launch that it starts is its round. */
export const retryRequest = z.strictObject({
  round: z.int().positive(),
  /** Error codes to retry. */
  codes: z.array(errorCodeSchema).min(1),
  requestedAt: z.iso.datetime(),
});
export type RetryRequest = z.infer<typeof retryRequest>;

/** The stored record of a scoring run. */
export const scoringRunRecord = z.strictObject({
  ...common,
  kind: z.literal('scoring'),
  modelId: z.string(),
  modelVersion: z.string(),
  retries: z.array(retryRequest).default([]).describe('Rounds of retries of failed clips.'),
});
export type ScoringRunRecord = z.infer<typeof scoringRunRecord>;

/** The stored record of a training run. */
export const trainingRunRecord = z.strictObject({
  ...common,
  kind: z.literal('training'),
  corpus: corpusRef,
  /** Name of a label map; null for the default of the corpora. */
  labelMap: z.string().nullable().default(null),
  /** Labels whose clips are not used. */
  leaveOut: z.array(z.string()).default([]),
  recipe: z.string(),
  resolvedRecipe: recipeSchema,
  split: z.enum(SPLIT_NAMES),
  fold: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  modelId: z.string().nullable(),
  /** The compression task; null for an ordinary training. */
  compression: compressionTask.nullable().default(null),
});
export type TrainingRunRecord = z.infer<typeof trainingRunRecord>;

export type RunRecord = ScoringRunRecord | TrainingRunRecord;
/** Progress of a run; counts are clips unless the name says otherwise. */
export const runProgress = z.strictObject({
  clips: count.nullable().describe('Number of manifest lines; null until the archive is indexed.'),
  extracted: z.int().nonnegative(),
  scored: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  failedByCode: z.record(z.string(), z.int()).default({}).describe('The failed clips by error code.'),
  cancelled: z.int().nonnegative(),
  cachedShards: z.int().nonnegative().describe('Shards whose features already existed.'),
  clipsPerSecond: z.number().nonnegative().nullable().describe('Current speed; null until it is known.'),
  eta: z
    .strictObject({
      seconds: z.number().nonnegative(),
      soonestSeconds: z.number().nonnegative(),
      latestSeconds: z.number().nonnegative(),
    })
    .nullable()
    .describe(
      'Time until the last clip is done, from the current speed and its spread; null until it is known.',
    ),
  epoch: z.int().nonnegative(),
  epochs: z.int().nonnegative(),
});
export type RunProgress = z.infer<typeof runProgress>;
