import { parseRecipe } from '#libs/contracts';
import { Random } from '#libs/random';
import { initialWeights, weightSpecs } from './networks/registry.js';
import type { Tf } from './tf.js';
import { lossAndGradients, memberPasses, type TargetedBatch } from './training/loss.js';
import { opsOf } from './ops/engine-ops.js';
import { Optimizer } from './training/optimizer.js';

const SHAPE = { frames: 4, coefficients: 6 };
const CLASSES = 3;
const BATCH = 8;
const STEPS = 5;

const RATE = { rate: 0.01, beta1: 0.9 };
const RECIPE = parseRecipe({
  architecture: 'dual-lstm',
  units: 8,
  dropout: 0,
  epochs: 1,
  batchSize: BATCH,
  optimizer: 'adam',
  learningRate: { schedule: 'constant', peak: RATE.rate },
  validationShare: 0,
  keep: 'last',
});

/**
 * Runs a few training steps of a tiny network. An engine that lacks an operation, cannot reach its device or computes
 * wrong values fails here and not in a run.
 *
 * @returns the device that computes: `GPU:0` or `cpu`
 * @throws Error whose message is the reason for `passedOver`
 */
export function probeEngine(tf: Tf): string {
  const specs = weightSpecs(RECIPE, SHAPE, CLASSES);
  const optimizer = new Optimizer(tf, RECIPE, specs, { weights: initialWeights(RECIPE, SHAPE, CLASSES, 0) });
  const passes = memberPasses(RECIPE, Random.seeded(0, 'probe dropout'));
  try {
    const losses = Array.from({ length: STEPS }, () =>
      optimizer.learn(
        (weights) => lossAndGradients(tf, opsOf(tf), RECIPE, specs, weights, probeBatch(tf), passes),
        RATE,
      ),
    );
    const [first = Number.NaN, last = Number.NaN] = [losses[0], losses.at(-1)];
    if (!(last < first)) throw new Error(`training steps do not lower the loss (${first} to ${last})`);
    return usesGpu(tf) ? 'GPU:0' : 'cpu';
  } finally {
    optimizer.dispose();
  }
}

/** Returns true if TensorFlow's native engine computes on a GPU, and false for every other engine. */
export function usesGpu(tf: Tf): boolean {
  const backend: unknown = tf.backend();
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'isUsingGpuDevice' in backend &&
    backend.isUsingGpuDevice === true
  );
}

function probeBatch(tf: Tf): TargetedBatch {
  const random = Random.seeded(0, 'probe');
  const { frames, coefficients } = SHAPE;
  const values = Float32Array.from({ length: BATCH * frames * coefficients }, () => random.normal());
  const labels = Array.from({ length: BATCH }, (_, clip) => clip % CLASSES);
  return {
    inputs: tf.tensor3d(values, [BATCH, frames, coefficients]),
    mask: null,
    targets: tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES), 'float32'),
    soft: null,
  };
}
