import type { Recipe } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { initialWeights } from './architectures.js';
import { uploadSequence } from './engine-weights.js';
import type { LabelledBatch } from './network.js';
import { Optimizer } from './optimizer.js';
import type { Tf } from './tf.js';

const SHAPE = { frames: 4, coefficients: 6 };
const CLASSES = 3;
const BATCH = 8;
const STEPS = 5;

const RECIPE: Recipe = {
  architecture: 'dual-lstm',
  units: 8,
  dropout: 0,
  epochs: 1,
  batchSize: BATCH,
  optimizer: 'adam',
  learningRate: { peak: 0.01, floor: 0.01, warmupEpochs: 0 },
  validationShare: 0,
  keep: 'last',
};

export interface EngineProbe {
  /** `GPU:0` or `cpu`. */
  readonly device: string;
  /** Milliseconds of the training steps, the first with its warm-up. */
  readonly milliseconds: number;
}

/**
 * Makes an engine prove itself with real training steps of a tiny network: an engine that lacks an operation, cannot
 * reach its device or computes nonsense fails here and not in a run.
 *
 * @throws Error that says what went wrong, in words for `passedOver`
 */
export function probeEngine(tf: Tf): EngineProbe {
  const start = performance.now();
  const optimizer = new Optimizer(tf, RECIPE, { weights: initialWeights(RECIPE, SHAPE, CLASSES, 0) });
  try {
    const losses = Array.from({ length: STEPS }, () =>
      optimizer.learn(() => probeBatch(tf), RECIPE.learningRate.peak),
    );
    const [first = Number.NaN, last = Number.NaN] = [losses[0], losses.at(-1)];
    if (!(last < first)) throw new Error(`A training step does not lower the loss (${first} to ${last})`);
    return { device: deviceName(tf), milliseconds: performance.now() - start };
  } finally {
    optimizer.dispose();
  }
}

/** Whether TensorFlow's native engine computes on a GPU; false for every other engine. */
export function usesGpu(tf: Tf): boolean {
  const backend: unknown = tf.backend();
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'isUsingGpuDevice' in backend &&
    backend.isUsingGpuDevice === true
  );
}

function deviceName(tf: Tf): string {
  return usesGpu(tf) ? 'GPU:0' : 'cpu';
}

function probeBatch(tf: Tf): LabelledBatch {
  const random = Random.seeded(0, 'probe');
  const frames = Array.from({ length: SHAPE.frames }, () =>
    Float32Array.from({ length: BATCH * SHAPE.coefficients }, () => random.normal()),
  );
  const labels = Array.from({ length: BATCH }, (_, clip) => clip % CLASSES);
  return {
    frames: uploadSequence(tf, frames, BATCH),
    labels: tf.tensor1d(labels, 'int32'),
    dropoutMasks: null,
  };
}
