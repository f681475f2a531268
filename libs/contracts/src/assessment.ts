import { z } from 'zod';

/** A bin of a reliability diagram: clips whose largest probability is in `(from, to]`. */
const reliabilityBin = z.strictObject({
  from: z.number(),
  to: z.number(),
  clips: z.int().nonnegative(),
  /** Means over the bin's clips; 0 in an empty bin. */
  meanProbability: z.number(),
  accuracy: z.number(),
});
export type ReliabilityBin = z.infer<typeof reliabilityBin>;

/** Calibration of probabilities, measured on test clips. */
const reliability = z.strictObject({
  /** Expected calibration error over equal-width bins of the largest probability. */
  ece: z.number(),
  brier: z.number(),
  bins: z.array(reliabilityBin),
});
export type Reliability = z.infer<typeof reliability>;

/** Temperature scaling (Guo et al. 2017): one number, fitted on validation clips, divides the logits. */
export const calibrationSchema = z.strictObject({
  temperature: z.number().positive(),
  /** Number of validation clips used to fit it. */
  fittedOn: z.int().positive(),
  before: reliability,
  after: reliability,
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Split-conformal label sets (Vovk et al.; Sadinle et al. 2019): every label whose probability reaches a threshold. */
export const conformalSchema = z.strictObject({
  /** Share of sets that should contain the true label. */
  wantedCoverage: z.number(),
  /** A label is in the set when its calibrated probability is at least this. */
  threshold: z.number(),
  /** Share of test clips whose set contains the true label. */
  testCoverage: z.number(),
  meanSetSize: z.number(),
  /** Shares of test clips whose set has one label, and no label. */
  singletons: z.number(),
  empty: z.number(),
});
export type Conformal = z.infer<typeof conformalSchema>;

/** The probability below which a model should abstain, chosen on validation clips to halve the errors. */
export const abstentionSchema = z.strictObject({
  /** An answer requires a largest calibrated probability of at least this. */
  threshold: z.number(),
  validationErrorBefore: z.number(),
  validationErrorAfter: z.number(),
  /** Share of test clips with an answer, and share of those answers that are right. */
  testAnswered: z.number(),
  testAccuracyAnswered: z.number(),
});
export type Abstention = z.infer<typeof abstentionSchema>;

const groupResult = z.strictObject({
  group: z.string(),
  clips: z.int().positive(),
  accuracy: z.number(),
  /** Mean recall over the classes that occur in the group. */
  uar: z.number(),
  /** In the order of the labels; null if the group has no clips of the class. */
  recalls: z.array(z.number().nullable()),
});
export type GroupResult = z.infer<typeof groupResult>;

/** The predicted label of every test clip. Arrays have one number per clip, from which other statistics follow. */
export const predictionsSchema = z.strictObject({
  /** Indexes into the labels. */
  truth: z.array(z.int().nonnegative()),
  predicted: z.array(z.int().nonnegative()),
  /** Names of speakers, and for each clip an index into them; null if the corpus has no speaker names. */
  speakers: z.array(z.string()).nullable(),
  speaker: z.array(z.int().nonnegative()).nullable(),
});

/** Measures beyond the basic rates: all are measured on test clips and fitted on validation clips only. */
export const assessmentSchema = z.strictObject({
  /** Shares `[true][predicted]` of each true class: rows sum to 1, the diagonal is recall. */
  confusionByTruth: z.array(z.array(z.number())),
  /** Shares `[true][predicted]` of each predicted class: columns sum to 1, the diagonal is precision. */
  confusionByPrediction: z.array(z.array(z.number())),
  /** The next three are null if there is no validation subset to fit them on. */
  calibration: calibrationSchema.nullable(),
  conformal: conformalSchema.nullable(),
  abstention: abstentionSchema.nullable(),
  /** Empty if the corpus has no such names. */
  speakers: z.array(groupResult),
  genders: z.array(groupResult),
  predictions: predictionsSchema,
});
export type Assessment = z.infer<typeof assessmentSchema>;
