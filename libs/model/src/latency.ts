import type { z } from 'zod';
import type { latencySchema } from '#libs/contracts';
import { Random } from '#libs/corpus';
import { upload } from './engine-weights.js';
import type { Model } from './model.js';
import { scoreBatch, type LoadedNetwork } from './predict.js';
import type { Tf } from './tf.js';

export type Latency = z.infer<typeof latencySchema>;

/** Median milliseconds a clip from features to probabilities, after a warm-up, on normal noise. Takes about a second. */
export function measureLatency(tf: Tf, model: Model, repeats = 15): Latency {
  const { recipe, shape, standardizer, labels } = model;
  const weights = model.weights.map((weight) => upload(tf, weight));
  const network: LoadedNetwork = { recipe, shape, standardizer, weights, classes: labels.length };
  try {
    return {
      perClipMsBatch1: medianMs(tf, network, 1, repeats),
      perClipMsBatch64: medianMs(tf, network, 64, repeats),
    };
  } finally {
    tf.dispose(weights);
  }
}

function medianMs(tf: Tf, network: LoadedNetwork, batchSize: number, repeats: number): number {
  const { frames, coefficients } = network.shape;
  const random = Random.seeded(0, 'latency');
  const features = Float32Array.from({ length: batchSize * frames * coefficients }, () => random.normal());
  const batch = Array.from({ length: batchSize }, (_, clip) => clip);
  for (let warmUp = 0; warmUp < 3; warmUp++) scoreBatch(tf, network, features, batch);
  const times = Array.from({ length: repeats }, () => {
    const start = performance.now();
    scoreBatch(tf, network, features, batch);
    return (performance.now() - start) / batchSize;
  });
  return times.sort((a, b) => a - b)[repeats >> 1] ?? 0;
}
