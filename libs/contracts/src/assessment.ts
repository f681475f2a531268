import { z } from 'zod';

/** A bin of a reliability diagram: clips whose largest probability lies in `(from, to]`. */
const reliabilityBin = z.strictObject({
  from: z.number(),
  to: z.number(),
  clips: z.int().nonnegative(),
  /** Means over the bin's clips; 0 in an empty bin. */
  meanProbability: z.number(),
  accuracy: z.number(),
});
export type ReliabilityBin = z.infer<typeof reliabilityBin>;

/** How far probabilities can be believed, on test clips. */
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
  /** Validation clips that it was fitted on. */
  fittedOn: z.int().positive(),
  before: reliability,
  after: reliability,
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Split-conformal label sets (Vovk et al.; Sadinle et al. 2019): every label whose probability reaches a threshold. */
export const conformalSchema = z.strictObject({
  /** Share of sets that should hold the truth. */
  wantedCoverage: z.number(),
  /** A label is in the set when its calibrated probability is at least this. */
  threshold: z.number(),
  /** Share of test clips whose set holds the truth. */
  testCoverage: z.number(),
  meanSetSize: z.number(),
  /** Share of test clips whose set is one label, and of those with none. */
  singletons: z.number(),
  empty: z.number(),
});
export type Conformal = z.infer<typeof conformalSchema>;

/** Below which probability a model had better say nothing: chosen on validation clips so that errors halve. */
export const abstentionSchema = z.strictObject({
  /** The largest calibrated probability has to reach this for an answer. */
  threshold: z.number(),
  validationErrorBefore: z.number(),
  validationErrorAfter: z.number(),
  /** Share of test clips that get an answer, and how many of the answers are right. */
  testAnswered: z.number(),
  testAccuracyAnswered: z.number(),
});
export type Abstention = z.infer<typeof abstentionSchema>;

const groupResult = z.strictObject({
  group: z.string(),
  clips: z.int().positive(),
  accuracy: z.number(),
  /** Mean recall over the classes that the group has clips of. */
  uar: z.number(),
  /** In the order of the labels; null where the group has no clip of the class. */
  recalls: z.array(z.number().nullable()),
});
export type GroupResult = z.infer<typeof groupResult>;

/** What every test clip was taken for, so that other statistics can be made later. Arrays are a number a clip. */
export const predictionsSchema = z.strictObject({
  /** Positions in the labels. */
  truth: z.array(z.int().nonnegative()),
  predicted: z.array(z.int().nonnegative()),
  /** Names of speakers, and for each clip a position in them; null where a corpus names none. */
  speakers: z.array(z.string()).nullable(),
  speaker: z.array(z.int().nonnegative()).nullable(),
});

/** What is known of a model beyond its rates: all on test clips, all fitted on validation clips only. */
export const assessmentSchema = z.strictObject({
  /** Shares `[true][predicted]` of each true class: rows sum to 1, the diagonal is recall. */
  confusionByTruth: z.array(z.array(z.number())),
  /** Shares `[true][predicted]` of each predicted class: columns sum to 1, the diagonal is precision. */
  confusionByPrediction: z.array(z.array(z.number())),
  /** The next three are null when no validation part was there to fit them on. */
  calibration: calibrationSchema.nullable(),
  conformal: conformalSchema.nullable(),
  abstention: abstentionSchema.nullable(),
  /** Empty where the corpus names none. */
  speakers: z.array(groupResult),
  genders: z.array(groupResult),
  predictions: predictionsSchema,
});
export type Assessment = z.infer<typeof assessmentSchema>;
