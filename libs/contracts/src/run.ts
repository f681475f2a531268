import { z } from 'zod';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { errorCodeSchema } from './manifest.js';
import { recordOwner } from './owner.js';
import { recipeSchema } from './recipes/index.js';

export const RUN_STATES = [
  'queued',
  'indexing',
  'extracting',
  'training',
  'finishing',
  'completed',
  'completed_with_errors',
  'cancelling',
  'cancelled',
  'failed',
] as const;
export const runState = z.enum(RUN_STATES).describe('Scoring goes on while the state is `extracting`.');
export type RunState = z.infer<typeof runState>;

const OVER: readonly RunState[] = ['completed', 'completed_with_errors', 'cancelled', 'failed'];

/** Whether nothing more happens to a run in this state. */
export function isOver(state: RunState): boolean {
  return OVER.includes(state);
}

/** Whether a run in this state should do no further work: it is over, or about to be by request. */
export function isStopping(state: RunState): boolean {
  return state === 'cancelling' || isOver(state);
}

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
  error: problem.nullable(),
};

/** The stored record of a scoring run. */
export const scoringRunRecord = z.strictObject({
  ...common,
  kind: z.literal('scoring'),
  modelId: z.string(),
  modelVersion: z.string(),
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
  cancelled: z.int().nonnegative(),
  cachedShards: z.int().nonnegative().describe('Shards whose tensors existed already.'),
  epoch: z.int().nonnegative(),
  epochs: z.int().nonnegative(),
});
export type RunProgress = z.infer<typeof runProgress>;
