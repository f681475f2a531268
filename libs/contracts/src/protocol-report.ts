import { z } from 'zod';
import { predictionsSchema } from './assessment.js';
import { compressionMethod } from './compression.js';
import { corpusCheck, corpusRef, SPLIT_NAMES } from './corpus.js';
import { recipeSchema } from './recipes/index.js';
import { latencySchema } from './latency.js';
import { splitReport } from './report.js';

/** One training of an evaluation: one fold with one seed. */
export const protocolRun = z.strictObject({
  fold: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  split: splitReport,
  bestEpoch: z.int().nonnegative(),
  trainingSeconds: z.number().nonnegative(),
  engine: z.string(),
  uar: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  ece: z.number(),
  brier: z.number(),
  /** After temperature scaling; null without a validation subset. */
  calibrated: z.strictObject({ temperature: z.number(), ece: z.number(), brier: z.number() }).nullable(),
  conformal: z.strictObject({ testCoverage: z.number(), meanSetSize: z.number() }).nullable(),
  abstention: z.strictObject({ testAnswered: z.number(), testAccuracyAnswered: z.number() }).nullable(),
  predictions: predictionsSchema,
});
export type ProtocolRun = z.infer<typeof protocolRun>;

/** A recipe's results under a protocol: all trainings, small enough to keep in the repository. */
export const protocolReport = z.strictObject({
  v: z.literal(1),
  /** `<corpus>.<protocol>.<recipe>.<feature set>`, followed by any departures from the recipe. */
  name: z.string(),
  corpus: corpusRef,
  labelMap: z.string().nullable(),
  protocol: z.enum(SPLIT_NAMES),
  /** Number of folds that the protocol has on this corpus. */
  folds: z.int().positive(),
  recipe: z.string(),
  resolvedRecipe: recipeSchema,
  featureSet: z.string(),
  featureSetId: z.string(),
  labels: z.array(z.string()),
  checks: z.array(corpusCheck),
  /** SHA-256 over content and label of every clip, if available. */
  dataHash: z.string().optional(),
  parameters: z.int().positive(),
  weightBytes: z.int().positive(),
  /** The parents of compressed models: means or medians over the trainings. */
  compression: z
    .strictObject({
      method: compressionMethod,
      uar: z.number(),
      weightBytes: z.int().positive(),
      latency: latencySchema,
    })
    .optional(),
  /** Medians over the trainings. */
  latency: latencySchema,
  runs: z.array(protocolRun).min(1),
});
export type ProtocolReport = z.infer<typeof protocolReport>;
