import { z } from 'zod';

const rate = z.number().positive();
const floor = z.number().nonnegative();
const warmupEpochs = z.number().nonnegative();

/** Linear warm-up from `floor` to `peak`, then a cosine back to `floor` (ruling 5 of the paper's open points). */
const warmupCosine = z.strictObject({
  schedule: z.literal('warmup-cosine'),
  peak: rate,
  floor,
  warmupEpochs,
});

/** Linear warm-up from `floor` to `peak`, then times `decayPerEpoch` each epoch, never below `floor`. */
const exponential = z.strictObject({
  schedule: z.literal('exponential'),
  peak: rate,
  floor,
  warmupEpochs,
  decayPerEpoch: z.number().gt(0).max(1),
});

/**
 * One cycle (Smith 2018): a cosine from `start` to `peak` over `warmupShare` of the training, then one down to
 * `floor`. Beta1 moves in the opposite direction, from the first to the second value of `beta1` and back.
 */
const oneCycle = z.strictObject({
  schedule: z.literal('one-cycle'),
  start: rate,
  peak: rate,
  floor,
  warmupShare: z.number().gt(0).lt(1),
  beta1: z.tuple([z.number().min(0).lt(1), z.number().min(0).lt(1)]),
});

const constant = z.strictObject({ schedule: z.literal('constant'), peak: rate });

const schedules = z.discriminatedUnion('schedule', [warmupCosine, exponential, oneCycle, constant]);

/** The learning rate over time. Recipes of the first models name no schedule, which means `warmup-cosine`. */
export const learningRateSchema = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !('schedule' in value)
      ? { schedule: 'warmup-cosine', ...value }
      : value,
  schedules,
);

export type LearningRate = z.infer<typeof schedules>;
