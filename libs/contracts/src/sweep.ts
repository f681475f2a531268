import { z } from 'zod';
import { corpusRef, SPLIT_NAMES } from './corpus.js';
import { recordOwner } from './owner.js';
import { trainingRunRecord } from './run.js';

const number = z.number();

/** A number or word of the recipe, or a whole part of it, such as `input`. */
const value = z.union([
  z.string().max(200),
  number,
  z.boolean(),
  z.null(),
  z.array(number).max(20),
  z.record(z.string(), z.unknown()),
]);

/** What a key of the recipe may be: one of a list, or a number between two. */
export const sweepRange = z.union([
  z.strictObject({ values: z.array(value).min(1).max(100) }),
  z
    .strictObject({
      low: number,
      high: number,
      scale: z.enum(['linear', 'log']).default('linear'),
      whole: z.boolean().default(false).describe('Whole numbers only, the ends among them.'),
    })
    .refine(({ low, high }) => low <= high, { message: 'low is above high' })
    .refine(({ low, scale }) => scale === 'linear' || low > 0, { message: 'a log scale begins above 0' }),
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
      .describe('One of so many goes on to the next rung, with so many times the epochs.'),
  }),
]);
export type SweepStrategy = z.infer<typeof sweepStrategy>;

/** Keys of the recipe, as paths such as `learningRate.peak`, and what was drawn for them. */
export const sweepValues = z.record(z.string(), value);
export type SweepValues = z.infer<typeof sweepValues>;

/** The stored record of a sweep. Never changed: what its rungs are stands in objects of their own. */
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
  /** Trainings and epochs of each rung, the first one's first; a random search has one. */
  plan: z.array(z.strictObject({ runs: z.int().positive(), epochs: z.int().positive() })).min(1),
  configurations: z.array(sweepValues).min(1),
});
export type SweepRecord = z.infer<typeof sweepRecord>;

/** A rung, written before its first training begins, so that whoever goes on after a crash begins the same. */
export const sweepRung = z.strictObject({
  v: z.literal(1),
  /** A position in the configurations for each run. */
  configurations: z.array(z.int().nonnegative()),
  runs: z.array(trainingRunRecord).min(1),
});
export type SweepRung = z.infer<typeof sweepRung>;
