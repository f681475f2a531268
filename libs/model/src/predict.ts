import { setImmediate } from 'node:timers/promises';
import { networkShape, type Recipe } from '#libs/contracts';
import { upload } from './engine-weights.js';
import { logitsOf } from './forward.js';
import { clipBatch } from './input/batch.js';
import { clipTable, framesOfClip, type ClipFeatures, type ClipTable } from './input/clip-table.js';
import { prepareClips } from './input/prepare-clips.js';
import type { Standardizer } from './input/standardizer.js';
import type { FeatureShape } from './feature-shape.js';
import type { Model } from './model.js';
import { weightSpecs } from './networks/registry.js';
import { opsOf } from './ops/engine-ops.js';
import type { Tensor, Tensor2D, Tf } from './tf.js';

export const DEFAULT_SCORING_BATCH = 64;

/** A network on an engine, ready to score prepared clips. */
export interface LoadedNetwork {
  readonly recipe: Recipe;
  readonly classes: number;
  /** Of the features, before the recipe's `input`. */
  readonly shape: FeatureShape;
  readonly standardizer: Standardizer;
  /** In the order of `weightSpecs`. */
  readonly weights: readonly Tensor[];
}

/** A model that stays on an engine between calls. */
export interface Scorer {
  /**
   * @param features as they were extracted
   * @returns probabilities `[clips, classes]`; a clip's own do not depend on its neighbours in the batch
   * @throws SerenadeError `model.feature_set_mismatch` when the values are no whole number of clips
   */
  predict(features: ClipFeatures, batchSize?: number): Promise<Float32Array>;
  dispose(): void;
}

export function createScorer(tf: Tf, model: Model): Scorer {
  const { recipe, shape, standardizer, labels } = model;
  const weights = model.weights.map((weight) => upload(tf, weight));
  const network = { recipe, shape, standardizer, weights, classes: labels.length };
  return {
    predict(features, batchSize = DEFAULT_SCORING_BATCH) {
      const prepared = prepareClips(recipe.input, clipTable(features, shape));
      const all = Array.from({ length: prepared.clips }, (_, clip) => clip);
      return scoreClips(tf, network, prepared, all, batchSize);
    },
    dispose: () => tf.dispose(weights),
  };
}

/** Scores once; use `createScorer` to score more than one shard. Arguments and result as `Scorer.predict`. */
export async function predict(
  tf: Tf,
  model: Model,
  features: ClipFeatures,
  batchSize: number = DEFAULT_SCORING_BATCH,
): Promise<Float32Array> {
  const scorer = createScorer(tf, model);
  try {
    return await scorer.predict(features, batchSize);
  } finally {
    scorer.dispose();
  }
}

/**
 * Probabilities of some clips, `[clips, classes]`, in batches of clips of like length. Lets the event loop turn between
 * batches.
 *
 * @param prepared cropped and resized
 * @param clips positions in it
 */
export async function scoreClips(
  tf: Tf,
  network: LoadedNetwork,
  prepared: ClipTable,
  clips: readonly number[],
  batchSize: number,
): Promise<Float32Array> {
  const { classes } = network;
  const rows = clips.map((_, row) => row);
  const lengthOf = (row: number): number => framesOfClip(prepared, clips[row] ?? 0);
  if (prepared.shape.frames === null) rows.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const probabilities = new Float32Array(clips.length * classes);
  for (let start = 0; start < rows.length; start += batchSize) {
    if (start > 0) await setImmediate();
    const batch = rows.slice(start, start + batchSize);
    const scored = scoreBatch(
      tf,
      network,
      prepared,
      batch.map((row) => clips[row] ?? 0),
    );
    batch.forEach((row, at) =>
      probabilities.set(scored.subarray(at * classes, (at + 1) * classes), row * classes),
    );
  }
  return probabilities;
}

/** Probabilities of one batch, `[batch, classes]`. */
export function scoreBatch(
  tf: Tf,
  { recipe, shape, standardizer, weights, classes }: LoadedNetwork,
  prepared: ClipTable,
  clips: readonly number[],
): Float32Array {
  const { frames, coefficients, values, mask } = clipBatch(prepared, clips, standardizer);
  const specs = weightSpecs(recipe, networkShape(recipe.input, shape), classes);
  const probabilities = tf.tidy(() => {
    const inputs = {
      inputs: tf.tensor3d(values, [clips.length, frames, coefficients]),
      mask: mask && tf.tensor2d(mask, [clips.length, frames]),
    };
    return tf.softmax(logitsOf(opsOf(tf), recipe, specs, weights, inputs) as Tensor2D);
  });
  const copy = Float32Array.from(probabilities.dataSync());
  probabilities.dispose();
  return copy;
}
