import type { z } from 'zod';
import type { latencySchema } from '#libs/contracts';
import { Random } from '#libs/random';
import { toClipTable, type ClipTable } from './input/clip-table.js';
import { prepareClips } from './input/prepare-clips.js';
import type { Model } from './model.js';
import { loadNetwork, scoreBatch, type LoadedNetwork } from './predict.js';
import type { Tf } from './tf.js';

export type Latency = z.infer<typeof latencySchema>;

/** Frames of a clip of about four seconds. Used if the model accepts clips of any length. */
const USUAL_FRAMES = 400;
/** Time limit for one batch size. One pass over a long sequence takes a second on a slow engine. */
const BUDGET_MS = 1_000;
const LEAST_PASSES = 3;
const WARM_UPS = 3;

/** Measures the median milliseconds per clip from features to probabilities, on random input, in about two seconds. */
export function measureLatency(tf: Tf, model: Model, repeats = 18): Latency {
  const network = loadNetwork(tf, model);
  try {
    return {
      perClipMsBatch1: medianMs(tf, network, 1, repeats),
      perClipMsBatch64: medianMs(tf, network, 64, repeats),
    };
  } finally {
    tf.dispose([...network.weights]);
  }
}

function medianMs(tf: Tf, network: LoadedNetwork, batchSize: number, repeats: number): number {
  const prepared = prepareClips(network.recipe.input, noise(network, batchSize));
  const batch = Array.from({ length: batchSize }, (_, clip) => clip);
  const began = performance.now();
  const times: number[] = [];
  while (times.length < LEAST_PASSES || (times.length < repeats && performance.now() - began < BUDGET_MS)) {
    const start = performance.now();
    scoreBatch(tf, network, prepared, batch);
    times.push((performance.now() - start) / batchSize);
  }
  // The first passes warm up. They are dropped if enough others remain.
  const warm = times.slice(Math.min(WARM_UPS, times.length >> 1)).sort((a, b) => a - b);
  return warm[warm.length >> 1] ?? 0;
}

function noise({ shape }: LoadedNetwork, clips: number): ClipTable {
  const { frames, coefficients } = shape;
  const random = Random.seeded(0, 'latency');
  const length = frames ?? USUAL_FRAMES;
  const values = Float32Array.from({ length: clips * length * coefficients }, () => random.normal());
  const offsets = Float64Array.from({ length: clips + 1 }, (_, clip) => clip * length);
  return toClipTable({ offsets, values }, shape);
}
