import { setImmediate } from 'node:timers/promises';
import { networkShape, type Recipe } from '#libs/contracts';
import { upload } from './weight-tensor.js';
import { logitsOf } from './forward.js';
import { buildClipBatch } from './input/batch.js';
import { toClipTable, framesOfClip, type ClipFeatures, type ClipTable } from './input/clip-table.js';
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
  /** The shape of the features before the recipe's `input` is applied. */
  readonly shape: FeatureShape;
  readonly standardizer: Standardizer;
  /** The weights in the order of `weightSpecs`. */
  readonly weights: readonly Tensor[];
}

/** A model that stays loaded on an engine between calls. */
export interface Scorer {
  /**
   * Predicts probabilities `[clips, classes]` from extracted features. A clip's probabilities do not depend on its
   * batch.
   *
   * @throws SerenadeError `model.feature_set_mismatch` when the values do not divide into clips of this shape
   */
  predict(features: ClipFeatures, batchSize?: number): Promise<Float32Array>;
  dispose(): void;
}

export function createScorer(tf: Tf, model: Model): Scorer {
  const network = loadNetwork(tf, model);
  return {
    predict(features, batchSize = DEFAULT_SCORING_BATCH) {
      const prepared = prepareClips(model.recipe.input, toClipTable(features, model.shape));
      const all = Array.from({ length: prepared.clips }, (_, clip) => clip);
      return scoreClips(tf, network, prepared, all, batchSize);
    },
    dispose: () => tf.dispose([...network.weights]),
  };
}

/** Copies a model's weights to the engine. The caller disposes of them. */
export function loadNetwork(tf: Tf, model: Model): LoadedNetwork {
  const { recipe, shape, standardizer, labels } = model;
  const weights = model.weights.map((weight) => upload(tf, weight));
  return { recipe, shape, standardizer, weights, classes: labels.length };
}

/**
 * Predicts the probabilities of the chosen clips, `[clips, classes]`, in batches of clips of similar length. Yields to
 * the event loop between batches.
 *
 * @param prepared cropped and resized clips
 * @param clips positions in `prepared`
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
    const chosen = batch.map((row) => clips[row] ?? 0);
    const scored = scoreBatch(tf, network, prepared, chosen);
    batch.forEach((row, at) =>
      probabilities.set(scored.subarray(at * classes, (at + 1) * classes), row * classes),
    );
  }
  return probabilities;
}

/** Predicts the probabilities of one batch, `[batch, classes]`. */
export function scoreBatch(
  tf: Tf,
  { recipe, shape, standardizer, weights, classes }: LoadedNetwork,
  prepared: ClipTable,
  clips: readonly number[],
): Float32Array {
  const { frames, coefficients, values, mask } = buildClipBatch(prepared, clips, standardizer);
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
