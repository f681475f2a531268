import { z } from 'zod';
import type { FeatureSetDefinition } from './feature-definition.js';
import { latencySchema } from './latency.js';
import type { Recipe, RecipeName } from './recipes/index.js';

/** Most parameters of a model that another one is distilled into. */
export const MOST_STUDENT_PARAMETERS = 60_000;

/** How a model is made smaller. */
export const compressionMethod = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('prune'),
      sparsity: z
        .number()
        .gt(0)
        .max(0.99)
        .default(0.8)
        .describe('Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.'),
    }),
    z.strictObject({
      kind: z.literal('quantize'),
      precision: z
        .enum(['int8', 'float16'])
        .default('int8')
        .describe('Of matrices and kernels in the file; int8 has one scale for each output channel.'),
    }),
    z.strictObject({
      kind: z.literal('distill'),
      temperature: z
        .number()
        .min(1)
        .max(20)
        .default(3)
        .describe("Of the parent's and the student's softmax."),
      softShare: z
        .number()
        .gt(0)
        .max(1)
        .default(0.8)
        .describe("What the parent's answers count in the loss; the labels count the rest."),
    }),
  ])
  .describe(
    'prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters.',
  );
export type CompressionMethod = z.infer<typeof compressionMethod>;

/** What a training run that makes a model smaller was asked for. */
export const compressionTask = z.strictObject({ parentModelId: z.string(), method: compressionMethod });

const figures = z.strictObject({
  /** On the test clips of both. */
  uar: z.number(),
  accuracy: z.number(),
  parameters: z.int().positive(),
  /** Numbers that are stored and not 0. */
  nonZero: z.int().nonnegative(),
  weightBytes: z.int().positive(),
  /** Both measured in one go, so that they compare. */
  latency: latencySchema,
});

/** What became of a model that was made smaller. */
export const compressionReport = compressionTask.extend({ before: figures, after: figures });
export type CompressionReport = z.infer<typeof compressionReport>;

/** `prune-0.8`, `int8`, `distill`: names a method in reports. */
export function nameOfMethod(method: CompressionMethod): string {
  if (method.kind === 'prune') return `prune-${method.sparsity}`;
  return method.kind === 'quantize' ? method.precision : 'distill';
}

/** The student of a parent that reads such features, where no other is asked for. */
export function usualStudent({ kind }: FeatureSetDefinition): RecipeName {
  return kind === 'logmel-sequence' ? 'student-conv' : 'student-lstm';
}

const FINE_TUNING_EPOCHS = 30;
/** Of the parent's peak rate: enough to move what is left, too little to lose what was learned. */
const FINE_TUNING_RATE = 1 / 3;

/** The recipe that trains on what pruning left: the parent's, shorter and slower. */
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
