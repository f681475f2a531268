import { parseRecipe, type Recipe, type RecipeFor } from '#libs/contracts';
import { Random } from '#libs/random';
import { initialWeights } from './networks/registry.js';
import type { ClipFeatures } from './input/clip-table.js';
import type { Model } from './model.js';
import { createScorer } from './predict.js';
import type { Tf } from './tf.js';
import type { TrainOptions } from './training/train-options.js';

/** Small fixtures: a recipe, a corpus that a network can learn, and a model with fresh weights. */
const SHAPE = { frames: 5, coefficients: 4 };
const LABELS = ['angry', 'calm', 'sad'];
const CLIPS = 90;

export function tinyRecipe(changes: Partial<RecipeFor<'dual-lstm'>> = {}): Recipe {
  return parseRecipe({
    architecture: 'dual-lstm',
    units: 8,
    dropout: 0.1,
    epochs: 6,
    batchSize: 16,
    optimizer: 'adam',
    learningRate: { peak: 0.03, floor: 0.001, warmupEpochs: 1 },
    validationShare: 0.1,
    keep: 'best-validation',
    ...changes,
  });
}

/** Returns a corpus in which each class points in its own direction, far from the origin and with noise. */
export function tinyOptions(changes: Partial<TrainOptions> = {}): TrainOptions {
  const random = Random.seeded(1, 'tiny corpus');
  const labels = Int32Array.from({ length: CLIPS }, (_, clip) => clip % LABELS.length);
  const features = Float32Array.from({ length: CLIPS * SHAPE.frames * SHAPE.coefficients }, (_, at) => {
    const clip = Math.floor(at / (SHAPE.frames * SHAPE.coefficients));
    return 100 + (at % SHAPE.coefficients === labels[clip] ? 20 : 0) + 5 * random.normal();
  });
  const positions = Array.from({ length: CLIPS }, (_, clip) => clip);
  return {
    features,
    shape: SHAPE,
    featureSetId: 'fs-tiny',
    labels,
    labelNames: LABELS,
    split: { train: positions.slice(0, 70), validation: positions.slice(70) },
    recipe: tinyRecipe(),
    seed: 0,
    ...changes,
  };
}

export function tinyModel(changes: Partial<RecipeFor<'dual-lstm'>> = {}): Model {
  const recipe = tinyRecipe(changes);
  return {
    recipe,
    labels: LABELS,
    featureSetId: 'fs-tiny',
    shape: SHAPE,
    standardizer: {
      mean: new Float32Array(SHAPE.coefficients),
      deviation: new Float32Array(SHAPE.coefficients).fill(1),
    },
    weights: initialWeights(recipe, SHAPE, LABELS.length, 2),
  };
}

/** Every architecture and every kind of regularization, on a corpus that each can learn in a few epochs. */
export const TINY_TRAININGS: readonly TrainOptions[] = [
  tinyOptions(),
  buildRaggedTraining({
    architecture: 'residual-lstm',
    units: 8,
    attentionUnits: 4,
    dropout: 0.1,
    weightAveraging: 0.9,
  }),
  buildRaggedTraining({
    architecture: 'tcn',
    filters: 6,
    blocks: 2,
    spatialDropout: 0.1,
    classWeights: 'balanced',
  }),
  buildRaggedTraining({
    architecture: 'conv-attention',
    spatialDropout: 0.1,
    dropout: 0.1,
    input: { resize: { frames: 8, coefficients: 16 } },
    lastBatch: 'drop',
    augmentation: {
      features: {
        warp: { tempo: 0.1, shiftFrames: 1, scale: 0.02, shiftCoefficients: 0.2 },
        gainDb: 1,
        timeMask: { masks: 1, maxFrames: 2 },
        jitter: 0.1,
      },
      mixup: { alpha: 0.3 },
    },
  }),
  buildRaggedTraining({
    architecture: 'logistic',
    input: { crop: { kind: 'start', frames: 4 } },
    epochs: 12,
  }),
  buildEvenTraining({ architecture: 'single-lstm', units: 8, dropout: 0.1 }),
  buildEvenTraining({ architecture: 'peephole-lstm', units: 8, dropout: 0.1 }),
  buildRaggedTraining({ architecture: 'last-step', units: 8, dropout: 0.1, epochs: 8 }),
  buildRaggedTraining({ architecture: 'bilstm-attention', units: 6, attentionUnits: 4, dropout: 0.1 }),
  buildRaggedTraining({
    architecture: 'conv-transformer',
    width: 8,
    heads: 2,
    layers: 1,
    dropout: 0.1,
    epochs: 8,
  }),
  buildEvenTraining({ architecture: 'mlp-312', hidden: [12, 8], dropout: 0.1, epochs: 12 }),
  buildRaggedTraining({ architecture: 'tcn', filters: 6, blocks: 2, spatialDropout: 0.1, members: 2 }),
];

/** Builds a training of another architecture on clips of 5 frames. */
function buildEvenTraining(network: object): TrainOptions {
  const { epochs, batchSize, optimizer, learningRate, validationShare, keep } = tinyRecipe();
  const training = { epochs, batchSize, optimizer, learningRate, validationShare, keep };
  return tinyOptions({ recipe: parseRecipe({ ...training, ...network }) });
}

/** Builds a training of another architecture on clips of 3 to 7 frames. */
function buildRaggedTraining(network: object): TrainOptions {
  const { features, split, labels } = tinyOptions();
  const lengths = Array.from(labels, (_, clip) => 3 + (clip % 5));
  const offsets = Float64Array.from([0, ...lengths]);
  for (let clip = 1; clip < offsets.length; clip++) offsets[clip]! += offsets[clip - 1]!;
  const width = SHAPE.coefficients;
  const values = new Float32Array(offsets.at(-1)! * width);
  const rows = features as Float32Array;
  lengths.forEach((length, clip) => {
    for (let at = 0; at < length * width; at++) {
      // Frames repeat, so that a clip of any length shows its class.
      values[offsets[clip]! * width + at] =
        rows[clip * SHAPE.frames * width + (at % (SHAPE.frames * width))]!;
    }
  });
  return tinyOptions({
    features: { offsets, values },
    shape: { frames: null, coefficients: width },
    split: { train: split.train.slice(0, 32), validation: split.validation.slice(0, 12) },
    recipe: parseRecipe({
      epochs: 4,
      batchSize: 16,
      optimizer: 'adamw',
      weightDecay: 0.01,
      learningRate: { schedule: 'constant', peak: 0.02 },
      clipNorm: 2,
      labelSmoothing: 0.05,
      validationShare: 0.1,
      keep: 'last',
      ...network,
    }),
  });
}

/** Scores clips with a scorer that serves this call only. */
export async function predict(
  tf: Tf,
  model: Model,
  features: ClipFeatures,
  batchSize?: number,
): Promise<Float32Array> {
  const scorer = createScorer(tf, model);
  try {
    return await scorer.predict(features, batchSize);
  } finally {
    scorer.dispose();
  }
}
