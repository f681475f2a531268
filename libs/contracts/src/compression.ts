import { z } from 'zod';
import type { FeatureSetDefinition } from './feature-definition.js';
import { latencySchema } from './latency.js';
import type { Recipe, RecipeName } from './recipes/index.js';

/** Largest number of parameters of a model that is distilled from another. */
export const MOST_STUDENT_PARAMETERS = 60_000;

/** The method that compresses a model. */
export const compressionMethod = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('prune'),
      sparsity: z
        .number()
        .gt(0)
        .max(0.99)
        .default(0.8)
        .describe(
          'Share of each matrix and kernel that is set to 0, smallest weights first. The rest is fine-tuned.',
        ),
    }),
    z.strictObject({
      kind: z.literal('quantize'),
      precision: z
        .enum(['int8', 'float16'])
        .default('int8')
        .describe('Precision of matrices and kernels in the file; int8 has one scale per output channel.'),
    }),
    z.strictObject({
      kind: z.literal('distill'),
      temperature: z
        .number()
        .min(1)
        .max(20)
        .default(3)
        .describe("Temperature of the parent's and the student's softmax."),
      softShare: z
        .number()
        .gt(0)
        .max(1)
        .default(0.8)
        .describe("Weight of the parent's answers in the loss; the labels have the rest."),
    }),
  ])
  .describe(
    'prune: magnitude pruning and fine-tuning. distill: training of a network with at most 60,000 parameters.',
  );
export type CompressionMethod = z.infer<typeof compressionMethod>;

/** The task of a training run that compresses a model. */
export const compressionTask = z.strictObject({ parentModelId: z.string(), method: compressionMethod });

const figures = z.strictObject({
  /** Measured on the test clips of both models. */
  uar: z.number(),
  accuracy: z.number(),
  parameters: z.int().positive(),
  /** Number of stored values that are not 0. */
  nonZero: z.int().nonnegative(),
  weightBytes: z.int().positive(),
  /** Both models are measured together, so that the figures compare. */
  latency: latencySchema,
});

/** The result of compressing a model. */
export const compressionReport = compressionTask.extend({ before: figures, after: figures });
export type CompressionReport = z.infer<typeof compressionReport>;

/** Returns the name of a method for reports, such as `prune-0.8`, `int8` or `distill`. */
export function nameOfMethod(method: CompressionMethod): string {
  if (method.kind === 'prune') return `prune-${method.sparsity}`;
  return method.kind === 'quantize' ? method.precision : 'distill';
}

/** Returns the default student recipe for a parent with such features. */
export function usualStudent({ kind }: FeatureSetDefinition): RecipeName {
  return kind === 'logmel-sequence' ? 'student-conv' : 'student-lstm';
}

const FINE_TUNING_EPOCHS = 30;
/** Share of the parent's peak learning rate: the remaining weights adapt without losing what they learned. */
const FINE_TUNING_RATE = 1 / 3;

/** Returns the recipe that fine-tunes a pruned model: the parent's recipe, shorter and with a lower rate. */
export function fineTuning(recipe: Recipe, epochs = FINE_TUNING_EPOCHS): Recipe {
  const { peak } = recipe.learningRate;
  return {
    ...recipe,
    epochs,
    budgetMinutes: null,
    earlyStopEpochs: null,
    learningRate: { schedule: 'warmup-cosine', peak: FINE_TUNING_RATE * peak, floor: 0, warmupEpochs: 0 },
  };
}
