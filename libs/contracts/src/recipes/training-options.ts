import { z } from 'zod';
import { augmentationSchema } from '../augmentation.js';
import { learningRateSchema } from './learning-rate-schema.js';

/** What of a clip's features goes in. Both null: all of its frames, batches by length, the shorter ones masked. */
const inputSchema = z
  .strictObject({
    /**
     * A stretch of so many frames: from the `start`, about the `centre`, or where the `energy` above the clip's tenth
     * percentile is largest (mel levels only). A shorter clip is filled up with its quietest values.
     */
    crop: z
      .strictObject({ kind: z.enum(['start', 'centre', 'energy']), frames: z.int().min(1).max(4096) })
      .nullable()
      .default(null),
    /** Then read anew, bilinearly, at this size. */
    resize: z
      .strictObject({ frames: z.int().min(1).max(4096), coefficients: z.int().min(1).max(1024) })
      .nullable()
      .default(null),
  })
  .prefault({});

/** Everything besides the network that decides a training, given corpus, features, split and seed. */
export const trainingOptions = {
  input: inputSchema,
  /** Networks that begin from weights of their own, learn side by side from the same batches, and answer as one. */
  members: z.int().min(1).max(8).default(1),
  epochs: z.int().min(1).max(2000),
  /** The training ends after the epoch in which this much time has been spent on it; null for no such end. */
  budgetMinutes: z.number().positive().max(10_080).nullable().default(null),
  batchSize: z.int().min(1).max(4096),
  /** Whether the last batch of an epoch is learned where it is a short one. */
  lastBatch: z.enum(['keep', 'drop']).default('keep'),
  /** `adamw`: weights of two and more dimensions shrink by `weightDecay` times the rate, besides the gradient's step. */
  optimizer: z.enum(['adam', 'adamw']),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-7),
  weightDecay: z.number().min(0).max(1).default(0),
  learningRate: learningRateSchema,
  /** Gradients longer than this, all weights' of a member taken together, are shortened to it; null for no limit. */
  clipNorm: z.number().positive().nullable().default(null),
  labelSmoothing: z.number().min(0).max(0.5).default(0),
  /** `balanced`: a clip counts in inverse proportion to its class in the training part; the mean weight is 1. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Decay a step of the exponential moving average of the weights that is validated and kept; null for none. */
  weightAveraging: z.number().gt(0).lt(1).nullable().default(null),
  augmentation: augmentationSchema.default({}),
  /** Share of the training part kept for choosing the epoch (ruling 6). */
  validationShare: z.number().min(0).max(0.5),
  /** `best-validation`: the epoch of the highest validation UAR; `last`: the last epoch. */
  keep: z.enum(['best-validation', 'last']),
  /** Ends when the validation UAR has not risen for so many epochs; null for never. */
  earlyStopEpochs: z.int().min(1).nullable().default(null),
};
