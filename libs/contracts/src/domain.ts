import { z } from 'zod';

/** What a signal is like, as features were made of it: mixed, resampled and preprocessed. */
export const signalFigures = z.strictObject({
  /** Root mean square in dB of full scale. */
  levelDbfs: z.number(),
  /** How far that is above the level which a tenth of the signal does not reach. */
  snrDb: z.number().nonnegative(),
  /** Upper end of the highest band of 250 Hz that is at most 50 dB below the strongest. */
  bandwidthHz: z.number().positive(),
});
export type SignalFigures = z.infer<typeof signalFigures>;
export type SignalFigure = keyof SignalFigures;

/** Bins in which clips are counted by a figure: the first begins at `from`; the outer ones take all beyond them. */
export const SIGNAL_BINS: Readonly<
  Record<SignalFigure, { readonly from: number; readonly width: number; readonly bins: number }>
> = {
  levelDbfs: { from: -100, width: 2, bins: 50 },
  snrDb: { from: 0, width: 2, bins: 40 },
  bandwidthHz: { from: 125, width: 250, bins: 32 },
};

const counts = z.array(z.int().nonnegative());

/** Clips by each figure of their signals, in `SIGNAL_BINS`. */
const signalStatistics = z.strictObject({
  /** Those whose signals were measured. */
  clips: z.int().nonnegative(),
  levelDbfs: counts,
  snrDb: counts,
  bandwidthHz: counts,
});

/** What clips are like together. Of two sets of clips, those of their union follow. */
export const domainStatistics = z.strictObject({
  v: z.literal(1),
  clips: z.int().nonnegative(),
  /** Mean over clips of each coefficient's mean over a clip's frames. */
  means: z.array(z.number()), // [coefficients]
  signal: signalStatistics,
});
export type DomainStatistics = z.infer<typeof domainStatistics>;

/** 10, 50 and 90 of 100 clips have at most these. */
const figureRange = z.strictObject({ low: z.number(), median: z.number(), high: z.number() });
export type FigureRange = z.infer<typeof figureRange>;

/** What a model was trained on: the statistics of the training part. */
export const trainingDomain = domainStatistics.extend({
  /** Of the clips' means about `means`. */
  deviations: z.array(z.number().nonnegative()), // [coefficients]
  /** The counts in short; null where no signal was measured. */
  ranges: z.strictObject({ levelDbfs: figureRange, snrDb: figureRange, bandwidthHz: figureRange }).nullable(),
});
export type TrainingDomain = z.infer<typeof trainingDomain>;

export const DOMAIN_GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
const domainGrade = z.enum(DOMAIN_GRADES);
export type DomainGrade = z.infer<typeof domainGrade>;

const domainFigure = z.strictObject({
  figure: z.enum(['levelDbfs', 'snrDb', 'bandwidthHz', 'features']),
  archive: figureRange
    .nullable()
    .describe('10, 50 and 90 of 100 clips have at most these; null for features.'),
  training: figureRange.nullable(),
  distance: z
    .number()
    .nonnegative()
    .nullable()
    .describe('In standard deviations of the training clips, beyond chance; null where it is not known.'),
  grade: domainGrade.nullable(),
});
export type DomainFigure = z.infer<typeof domainFigure>;

/** How far the clips of an archive lie from those that a model was trained on. */
export const domainNote = z.strictObject({
  grade: domainGrade.nullable().describe('The worst of the figures; null where nothing is known.'),
  clips: z.int().nonnegative().describe('Clips that were compared.'),
  figures: z.array(domainFigure),
  sentence: z.string().describe('The note in words.'),
  advice: z.string().describe('What to do about it.'),
});
export type DomainNote = z.infer<typeof domainNote>;
