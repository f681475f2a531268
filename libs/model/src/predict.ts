import { setImmediate } from 'node:timers/promises';
import { SerenadeError, type Recipe } from '#libs/contracts';
import { upload, uploadSequence } from './engine-weights.js';
import type { FeatureShape, Model } from './model.js';
import { networkLogits, type NetworkWeights } from './network.js';
import { standardizedFrames, type Standardizer } from './standardizer.js';
import type { Tf } from './tf.js';

export const DEFAULT_SCORING_BATCH = 64;

/** A network on an engine, ready to score features as they were extracted. */
export interface LoadedNetwork {
  readonly recipe: Recipe;
  readonly classes: number;
  readonly shape: FeatureShape;
  readonly standardizer: Standardizer;
  readonly weights: NetworkWeights;
}

/** A model that stays on an engine between calls. */
export interface Scorer {
  /**
   * @param features `[clips, frames, coefficients]`, not standardised
   * @returns probabilities `[clips, classes]`; a clip's own do not depend on its neighbours in the batch
   * @throws SerenadeError `model.feature_set_mismatch` when the values are no whole number of clips
   */
  predict(features: Float32Array, batchSize?: number): Promise<Float32Array>;
  dispose(): void;
}

export function createScorer(tf: Tf, model: Model): Scorer {
  const { recipe, shape, standardizer, labels } = model;
  const weights = model.weights.map((weight) => upload(tf, weight));
  const network = { recipe, shape, standardizer, weights, classes: labels.length };
  return {
    predict: (features, batchSize = DEFAULT_SCORING_BATCH) =>
      scoreClips(tf, network, features, allClips(features, shape), batchSize),
    dispose: () => tf.dispose(weights),
  };
}

/** Scores once; use `createScorer` to score more than one shard. Arguments and result as `Scorer.predict`. */
export async function predict(
  tf: Tf,
  model: Model,
  features: Float32Array,
  batchSize: number = DEFAULT_SCORING_BATCH,
): Promise<Float32Array> {
  const scorer = createScorer(tf, model);
  try {
    return await scorer.predict(features, batchSize);
  } finally {
    scorer.dispose();
  }
}

/** Probabilities of some clips, `[clips, classes]`. Lets the event loop turn between batches. */
export async function scoreClips(
  tf: Tf,
  network: LoadedNetwork,
  features: Float32Array,
  clips: readonly number[],
  batchSize: number,
): Promise<Float32Array> {
  const probabilities = new Float32Array(clips.length * network.classes);
  for (let start = 0; start < clips.length; start += batchSize) {
    if (start > 0) await setImmediate();
    const batch = clips.slice(start, start + batchSize);
    probabilities.set(scoreBatch(tf, network, features, batch), start * network.classes);
  }
  return probabilities;
}

/** Probabilities of one batch, `[batch, classes]`. */
export function scoreBatch(
  tf: Tf,
  { recipe, shape, standardizer, weights }: LoadedNetwork,
  features: Float32Array,
  batch: readonly number[],
): Float32Array {
  const values = standardizedFrames(features, shape, batch, standardizer);
  const probabilities = tf.tidy(() => {
    const frames = uploadSequence(tf, values, batch.length);
    return tf.softmax(networkLogits(tf, recipe, weights, frames));
  });
  const copy = Float32Array.from(probabilities.dataSync());
  probabilities.dispose();
  return copy;
}

function allClips(features: Float32Array, { frames, coefficients }: FeatureShape): number[] {
  const clips = features.length / (frames * coefficients);
  if (!Number.isInteger(clips)) {
    throw new SerenadeError(
      'model.feature_set_mismatch',
      `${features.length} values are no whole number of clips of ${frames} x ${coefficients}.`,
    );
  }
  return Array.from({ length: clips }, (_, clip) => clip);
}
