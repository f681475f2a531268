import { z } from 'zod';
import { featureSetDefinition } from './feature-definition.js';
import { ensembleMember } from './ensemble.js';
import { latencySchema } from './latency.js';
import { recordOwner } from './owner.js';
import { assessmentSchema } from './assessment.js';
import { compressionReport } from './compression.js';
import { corpusCheck, corpusRef, SPLIT_NAMES } from './corpus.js';
import { trainingDomain } from './domain.js';
import { recipeSchema } from './recipes/index.js';

/** The engine that computed something, and why better ones were not used. `onnxruntime` scores but does not train. */
export const engineInfo = z.strictObject({
  name: z.enum(['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu', 'onnxruntime']),
  /** `GPU:0` style device name, or `cpu`. */
  device: z.string(),
  version: z.string(),
  simd: z
    .enum(['plain', 'relaxed', 'plain-wide', 'relaxed-wide'])
    .optional()
    .describe(
      'Variant of `wasm`: relaxed has fused multiply-add, wide has joined vectors. Models of different variants differ in the last digits.',
    ),
  passedOver: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});
export type EngineInfo = z.infer<typeof engineInfo>;
export type EngineName = EngineInfo['name'];

const perClass = z.strictObject({
  label: z.string(),
  support: z.int().nonnegative(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});

/** A model's results on a subset of a corpus. Rates are in [0, 1]. */
export const evaluationSchema = z.strictObject({
  clips: z.int().nonnegative(),
  /** Weighted average recall: plain accuracy. */
  accuracy: z.number(),
  /** Unweighted average recall: the mean of per-class recalls over classes that occur. */
  uar: z.number(),
  macroF1: z.number(),
  perClass: z.array(perClass),
  /** Raw counts, `[true][predicted]`, in the order of `labels`. */
  confusion: z.array(z.array(z.int().nonnegative())),
  /** Expected calibration error over 15 equal-width bins of the largest probability. */
  ece: z.number(),
  /** Multi-class Brier score: mean squared distance between probabilities and one-hot truth. */
  brier: z.number(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const epochMetrics = z.strictObject({
  epoch: z.int().positive(),
  epochs: z.int().positive(),
  loss: z.number(),
  learningRate: z.number(),
  validationLoss: z.number().nullable(),
  validationUar: z.number().nullable(),
  clipsPerSecond: z.number(),
});
export type EpochMetrics = z.infer<typeof epochMetrics>;

/** Why a training ended: all epochs done, time limit reached, no rise of the validation UAR, or a stop request. */
export const endReason = z.enum(['epochs', 'budget', 'early-stop', 'request']).default('epochs');
export type EndReason = z.infer<typeof endReason>;

/** The split of the corpus, and evidence that nothing leaks. */
export const splitReport = z.strictObject({
  name: z.enum(SPLIT_NAMES),
  fold: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  train: z.int().nonnegative(),
  validation: z.int().nonnegative(),
  test: z.int().nonnegative(),
  /** SHA-256 over the sorted (clip content hash, subset) pairs. */
  hash: z.string(),
  /** Share of test clips whose twin repetition is in training; null if the corpus has no twins. */
  testTwinsInTraining: z.number().nullable(),
  speakersInBoth: z.int().nonnegative().nullable(),
});
export type SplitReport = z.infer<typeof splitReport>;

/** Fields of reports and cards that older ones lack. `compression` is also absent if the model is not compressed. */
const laterFields = {
  assessment: assessmentSchema.optional(),
  domain: trainingDomain.optional(),
  labelMap: z.string().nullable().optional(),
  corpusChecks: z.array(corpusCheck).optional(),
  weightBytes: z.int().positive().optional(),
  compression: compressionReport.optional(),
};

/** `report.json` of a training run. */
export const trainingReport = z.strictObject({
  v: z.literal(1),
  runId: z.string(),
  modelId: z.string(),
  corpus: corpusRef,
  labels: z.array(z.string()),
  featureSet: featureSetDefinition,
  featureSetId: z.string(),
  recipe: recipeSchema,
  seed: z.int().nonnegative(),
  split: splitReport,
  /** Number of clips left out by the corpus loader or the extraction, by error code. */
  leftOut: z.record(z.string(), z.int()),
  parameters: z.int(),
  bestEpoch: z.int(),
  history: z.array(epochMetrics),
  endedBy: endReason,
  validation: evaluationSchema.nullable(),
  test: evaluationSchema,
  ...laterFields,
  latency: latencySchema,
  engine: engineInfo,
  trainingSeconds: z.number(),
  resumedFromEpoch: z.int().nullable(),
});
export type TrainingReport = z.infer<typeof trainingReport>;

/** `card.json`: describes a model, its origin and its results. Served by GET /models/:id. */
export const modelCard = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  /** First 12 digits of `weightsSha256`. */
  version: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** Null for an ensemble, like archive, recipe and seed: its members have them. */
  trainingRunId: z.string().nullable(),
  archiveId: z.string().nullable(),
  labels: z.array(z.string()),
  featureSetName: z.string().nullable(),
  featureSetId: z.string(),
  featureSet: featureSetDefinition,
  recipe: recipeSchema.nullable(),
  seed: z.int().nonnegative().nullable(),
  /** Members of an ensemble, which returns the mean of their calibrated probabilities; a single network has none. */
  members: z.array(ensembleMember).min(2).optional(),
  /** Sum over the members of an ensemble. */
  parameters: z.int(),
  /** Hash of `weights.bin`; for an ensemble, of its list of members, which contains their hashes. */
  weightsSha256: z.string(),
  dataHash: z.string(),
  /** Null, like the evaluation, for an ensemble whose members were not tested on the same clips. */
  split: splitReport.nullable(),
  test: evaluationSchema.nullable(),
  ...laterFields,
  /** Sum over the members of an ensemble, which compute one after another. */
  latency: latencySchema,
  corpus: corpusRef,
  dataLicence: z.string(),
  intendedUse: z.string(),
  engine: engineInfo,
});
export type ModelCard = z.infer<typeof modelCard>;

/** Returns the version of a model whose weights have this SHA-256: its first 12 digits. */
export function modelVersion(weightsSha256: string): string {
  return weightsSha256.slice(0, 12);
}
