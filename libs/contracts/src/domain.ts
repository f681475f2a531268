import { z } from 'zod';

/** Measures of a signal after mixing, resampling and preprocessing, as used for features. */
export const signalFigures = z.strictObject({
  /** Root mean square in dB of full scale. */
  levelDbfs: z.number(),
  /** Level above the 10th percentile of the signal's level. */
  snrDb: z.number().nonnegative(),
  /** Upper edge of the highest 250 Hz band that is at most 50 dB below the strongest. */
  bandwidthHz: z.number().positive(),
});
export type SignalFigures = z.infer<typeof signalFigures>;
export type SignalFigure = keyof SignalFigures;

/** Bins that count clips by a figure. The first starts at `from`; the outer bins include everything beyond them. */
export const SIGNAL_BINS: Readonly<
  Record<SignalFigure, { readonly from: number; readonly width: number; readonly bins: number }>
> = {
  levelDbfs: { from: -100, width: 2, bins: 50 },
  snrDb: { from: 0, width: 2, bins: 40 },
  bandwidthHz: { from: 125, width: 250, bins: 32 },
};

const counts = z.array(z.int().nonnegative());

/** Clip counts by each signal figure, in `SIGNAL_BINS`. */
const signalStatistics = z.strictObject({
  /** Number of clips whose signals were measured. */
  clips: z.int().nonnegative(),
  levelDbfs: counts,
  snrDb: counts,
  bandwidthHz: counts,
});

/** Statistics of a set of clips. The statistics of a union follow from those of its parts. */
export const domainStatistics = z.strictObject({
  v: z.literal(1),
  clips: z.int().nonnegative(),
  /** Mean over clips of each coefficient's mean over a clip's frames. */
  means: z.array(z.number()), // [coefficients]
  signal: signalStatistics,
});
export type DomainStatistics = z.infer<typeof domainStatistics>;

/** The 10th, 50th and 90th percentile. */
const figureRange = z.strictObject({ low: z.number(), median: z.number(), high: z.number() });
export type FigureRange = z.infer<typeof figureRange>;

/** Statistics of the train subset of a model. */
export const trainingDomain = domainStatistics.extend({
  /** Standard deviations of the clips' means around `means`. */
  deviations: z.array(z.number().nonnegative()), // [coefficients]
  /** The counts as percentiles; null if no signal was measured. */
  ranges: z.strictObject({ levelDbfs: figureRange, snrDb: figureRange, bandwidthHz: figureRange }).nullable(),
});
export type TrainingDomain = z.infer<typeof trainingDomain>;

export const DOMAIN_GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
const domainGrade = z.enum(DOMAIN_GRADES);
export type DomainGrade = z.infer<typeof domainGrade>;

const domainFigure = z.strictObject({
  figure: z.enum(['levelDbfs', 'snrDb', 'bandwidthHz', 'features']),
  archive: figureRange.nullable().describe('10th, 50th and 90th percentile over clips; null for features.'),
  training: figureRange.nullable(),
  distance: z
    .number()
    .nonnegative()
    .nullable()
    .describe('Distance in standard deviations of the training clips, beyond chance; null if unknown.'),
  grade: domainGrade.nullable(),
});
export type DomainFigure = z.infer<typeof domainFigure>;

/** The distance of an archive's clips from a model's training data, with a grade. */
export const domainNote = z.strictObject({
  grade: domainGrade.nullable().describe('The worst grade of the figures; null if none is known.'),
  clips: z.int().nonnegative().describe('Number of clips compared.'),
  figures: z.array(domainFigure),
  sentence: z.string().describe('The note as a sentence.'),
  advice: z.string().describe('What to do in view of the grade.'),
});
export type DomainNote = z.infer<typeof domainNote>;
