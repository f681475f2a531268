import { z } from 'zod';
import { augmentationSchema } from '../augmentation.js';
import { learningRateSchema } from './learning-rate-schema.js';

/** The frames that the network reads. If both are null, it reads all, in masked batches of similar length. */
const inputSchema = z
  .strictObject({
    /**
     * A stretch of this many frames: from the `start`, around the `centre`, or where the `energy` above the clip's
     * tenth percentile is largest (mel levels only). A shorter clip is padded with its quietest values.
     */
    crop: z
      .strictObject({ kind: z.enum(['start', 'centre', 'energy']), frames: z.int().min(1).max(4096) })
      .nullable()
      .default(null),
    /** Then resized bilinearly to this shape. */
    resize: z
      .strictObject({ frames: z.int().min(1).max(4096), coefficients: z.int().min(1).max(1024) })
      .nullable()
      .default(null),
  })
  .prefault({});

/** Everything besides the network that determines a training, given corpus, features, split and seed. */
export const trainingOptions = {
  input: inputSchema,
  /** Networks with different initial weights that learn from the same batches. Their mean logits count. */
  members: z.int().min(1).max(8).default(1),
  epochs: z.int().min(1).max(2000),
  /** Ends the training after the epoch in which it has used this much time; null for no limit. */
  budgetMinutes: z.number().positive().max(10_080).nullable().default(null),
  batchSize: z.int().min(1).max(4096),
  /** `drop` skips the last batch of an epoch if it is short. */
  lastBatch: z.enum(['keep', 'drop']).default('keep'),
  /** `adamw`: weights with two or more dimensions also shrink by `weightDecay` times the learning rate. */
  optimizer: z.enum(['adam', 'adamw']),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().default(1e-7),
  weightDecay: z.number().min(0).max(1).default(0),
  learningRate: learningRateSchema,
  /** Shortens gradients that are longer than this, over all weights of a member; null for no limit. */
  clipNorm: z.number().positive().nullable().default(null),
  labelSmoothing: z.number().min(0).max(0.5).default(0),
  /** `balanced`: weights clips in inverse proportion to the frequency of their class; the mean weight is 1. */
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Decay per step of an exponential moving average of the weights, which is validated and kept; null for none. */
  weightAveraging: z.number().gt(0).lt(1).nullable().default(null),
  augmentation: augmentationSchema.default({}),
  /** Share of the train subset reserved for choosing the epoch (ruling 6). */
  validationShare: z.number().min(0).max(0.5),
  /** `best-validation`: the epoch with the highest validation UAR; `last`: the last epoch. */
  keep: z.enum(['best-validation', 'last']),
  /** Ends the training if the validation UAR has not risen for this many epochs; null for never. */
  earlyStopEpochs: z.int().min(1).nullable().default(null),
};
