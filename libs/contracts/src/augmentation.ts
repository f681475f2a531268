import { z } from 'zod';

/** A range between two numbers within the given limits. */
const range = (least: number, most: number) =>
  z
    .tuple([z.number().min(least).max(most), z.number().min(least).max(most)])
    .refine(([from, to]) => from <= to, { message: 'must have the lower number first' });

const probability = z.number().min(0).max(1).default(1);

/**
 * The random variation of the clips of the train subset in each step. Only training code applies it, and only to the
 * train subset: validation and test clips, the standardizer and stored tensors are never augmented. All draws come
 * from the training's seed, so the same seed gives the same clips. Omitted steps are off.
 */
export const augmentationSchema = z.strictObject({
  /** On signals, in this order, before features are made. No training supports it yet: `checkTrainable`. */
  signal: z
    .strictObject({
      /** Tape speed: 1.1 is 10 % shorter and higher. Drawn evenly on a logarithmic scale. */
      speed: z.strictObject({ factor: range(0.5, 2), probability }).optional(),
      /** Moves the signal by up to this share of its length; samples moved past an end are lost. */
      timeShift: z.strictObject({ maxShare: z.number().gt(0).max(0.5), probability }).optional(),
      /** Convolution with an exponentially decaying noise of this RT60, mixed to that direct-to-reverberant ratio. */
      reverberation: z
        .strictObject({ rt60Seconds: range(0.05, 3), directDb: range(-20, 40), probability })
        .optional(),
      /** White noise at this signal-to-noise ratio. */
      noise: z.strictObject({ snrDb: range(-20, 80), probability }).optional(),
      gainDb: z.strictObject({ range: range(-40, 40), probability }).optional(),
    })
    .optional(),
  /** On features `[frames, coefficients]`, in this order; the first two before they are standardized. */
  features: z
    .strictObject({
      /**
       * One bilinear reading: time stretched by exp U(+-tempo) about the middle and moved by U(+-shiftFrames), coefficient
       * index times 1 + U(+-scale) plus U(+-shiftCoefficients); beyond an edge the edge counts. For mel bands only.
       */
      warp: z
        .strictObject({
          tempo: z.number().min(0).max(1),
          shiftFrames: z.number().min(0),
          scale: z.number().min(0).lt(1),
          shiftCoefficients: z.number().min(0),
        })
        .optional(),
      /** Levels in dB raised by U(+-this), before they are standardized. */
      gainDb: z.number().gt(0).max(40).optional(),
      /** Vocal-tract length: bands are read from index times this factor. For mel bands only. */
      vtlp: z.strictObject({ factor: range(0.7, 1.4), probability }).optional(),
      /** Stretches of frames that become the fill value. */
      timeMask: z.strictObject({ masks: z.int().min(1).max(20), maxFrames: z.int().min(1) }).optional(),
      /** Runs of coefficients that become the fill value. */
      frequencyMask: z
        .strictObject({ masks: z.int().min(1).max(20), maxCoefficients: z.int().min(1) })
        .optional(),
      /** Deviation of Gaussian noise on every value, in the units of the features. */
      jitter: z.number().gt(0).optional(),
    })
    .optional(),
  /** Blends clips of a batch in pairs, their labels too; lambda is drawn from Beta(alpha, alpha). */
  mixup: z.strictObject({ alpha: z.number().gt(0).max(10) }).optional(),
});

export type Augmentation = z.infer<typeof augmentationSchema>;
