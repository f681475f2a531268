import { z } from 'zod';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { recordOwner } from './owner.js';
import { trainingRunRecord } from './run.js';

const number = z.number();

/** A value of a recipe key, or a whole part of the recipe such as `input`. */
const value = z.union([
  z.string().max(200),
  number,
  z.boolean(),
  z.null(),
  z.array(number).max(20),
  z.record(z.string(), z.unknown()),
]);

/** The possible values of a recipe key: a list, or numbers between two ends. */
export const sweepRange = z.union([
  z.strictObject({ values: z.array(value).min(1).max(100) }),
  z
    .strictObject({
      low: number,
      high: number,
      scale: z.enum(['linear', 'log']).default('linear'),
      whole: z.boolean().default(false).describe('Whole numbers only, including the ends.'),
    })
    .refine(({ low, high }) => low <= high, { message: 'low must not be above high' })
    .refine(({ low, scale }) => scale === 'linear' || low > 0, {
      message: 'low must be above 0 on a log scale',
    }),
]);
export type SweepRange = z.infer<typeof sweepRange>;

export const sweepStrategy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('random') }),
  z.strictObject({
    kind: z.literal('halving'),
    factor: z
      .int()
      .min(2)
      .max(8)
      .default(3)
      .describe(
        'Keeps 1 in this many configurations at each rung, and trains them for this many times the epochs.',
      ),
  }),
]);
export type SweepStrategy = z.infer<typeof sweepStrategy>;

/** The drawn values by recipe key; keys are paths such as `learningRate.peak`. */
export const sweepValues = z.record(z.string(), value);
export type SweepValues = z.infer<typeof sweepValues>;

/** The stored record of a sweep. It never changes; its rungs are separate objects. */
export const sweepRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  createdAt: z.iso.datetime(),
  archiveId: z.string(),
  corpus: corpusRef,
  recipe: z.string(),
  featureSet: z.string(),
  split: z.enum(SPLIT_NAMES),
  fold: z.int().nonnegative(),
  seed: z.int().nonnegative(),
  ranges: z.record(z.string(), sweepRange),
  strategy: sweepStrategy,
  /** Number of trainings and epochs of each rung, in order; a random search has one rung. */
  plan: z.array(z.strictObject({ runs: z.int().positive(), epochs: z.int().positive() })).min(1),
  configurations: z.array(sweepValues).min(1),
});
export type SweepRecord = z.infer<typeof sweepRecord>;

/** A rung. It is stored before its first training starts, so after a crash the same trainings start. */
export const sweepRung = z.strictObject({
  v: z.literal(1),
  /** Index into the configurations, for each run. */
  configurations: z.array(z.int().nonnegative()),
  runs: z.array(trainingRunRecord).min(1),
});
export type SweepRung = z.infer<typeof sweepRung>;
