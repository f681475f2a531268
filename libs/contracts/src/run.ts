import { z } from 'zod';
import { compressionTask } from './compression.js';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { errorCodeSchema } from './manifest.js';
import { recordOwner } from './owner.js';
import { recipeSchema } from './recipes/index.js';
import { expiresAt } from './retention.js';

export const RUN_STATES = [
  'queued',
  'indexing',
  'extracting',
  'scoring',
  'training',
  'finishing',
  'paused',
  'interrupted',
  'completed',
  'completed_with_errors',
  'cancelling',
  'cancelled',
  'failed',
] as const;
export const runState = z
  .enum(RUN_STATES)
  .describe(
    'Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the ' +
      'queue has lost the run; resume it.',
  );
export type RunState = z.infer<typeof runState>;

/** The way of a run that nobody stops, in order: a state is left only for a later one. */
export const STATES_UNDER_WAY = [
  'queued',
  'indexing',
  'extracting',
  'scoring',
  'training',
  'finishing',
] as const;

const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];

/** Whether nothing more happens to a run in this state. */
export function isOver(state: RunState): boolean {
  return OVER.includes(state);
}

/** Whether the jobs of a run in this state have work to do; a run that is paused, cancelled, lost or over has none. */
export function isUnderWay(state: RunState): boolean {
  return STATES_UNDER_WAY.some((known) => known === state);
}

/** How large a share of the workers a run gets beside others: `high` four times that of `normal`, `low` a quarter. */
export const RUN_PRIORITIES = ['low', 'normal', 'high'] as const;
export const runPriority = z.enum(RUN_PRIORITIES);
export type RunPriority = z.infer<typeof runPriority>;

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
  launch: z
    .int()
    .nonnegative()
    .default(0)
    .describe('How often the run was launched again: by a resumption, or to retry failed clips.'),
};

/** One wish to run failed clips again; the launch that it began is its round. */
export const retryRequest = z.strictObject({
  round: z.int().positive(),
  /** Errors that are tried again. */
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
  retries: z.array(retryRequest).default([]).describe('Rounds in which failed clips were run again.'),
});
export type ScoringRunRecord = z.infer<typeof scoringRunRecord>;

/** The stored record of a training run. */
export const trainingRunRecord = z.strictObject({
  ...common,
  kind: z.literal('training'),
  corpus: corpusRef,
  /** Names a label map; null for the default of the corpora. */
  labelMap: z.string().nullable().default(null),
  /** Labels whose clips are not learned. */
  leaveOut: z.array(z.string()).default([]),
  recipe: z.string(),
  resolvedRecipe: recipeSchema,
  split: z.enum(SPLIT_NAMES),
  fold: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  modelId: z.string().nullable(),
  /** Of a run that makes a model smaller; null of one that trains. */
  compression: compressionTask.nullable().default(null),
});
export type TrainingRunRecord = z.infer<typeof trainingRunRecord>;

export type RunRecord = ScoringRunRecord | TrainingRunRecord;
export type RunKind = RunRecord['kind'];

export function runKindOf(runId: string): RunKind {
  return runId.startsWith('scr-') ? 'scoring' : 'training';
}

/** Counts of a run under way; all are of clips unless the name says otherwise. */
export const runProgress = z.strictObject({
  clips: z
    .int()
    .nonnegative()
    .nullable()
    .describe('Lines of the manifest; null until the archive is indexed.'),
  extracted: z.int().nonnegative(),
  scored: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  failedByCode: z.record(z.string(), z.int()).default({}).describe('The failed clips by error code.'),
  cancelled: z.int().nonnegative(),
  cachedShards: z.int().nonnegative().describe('Shards whose tensors existed already.'),
  clipsPerSecond: z.number().nonnegative().nullable().describe('Lately; null until it can be told.'),
  eta: z
    .strictObject({
      seconds: z.number().nonnegative(),
      soonestSeconds: z.number().nonnegative(),
      latestSeconds: z.number().nonnegative(),
    })
    .nullable()
    .describe('Until the last clip is done, at the speed of late and its spread; null until it can be told.'),
  epoch: z.int().nonnegative(),
  epochs: z.int().nonnegative(),
});
export type RunProgress = z.infer<typeof runProgress>;
