import { z } from 'zod';
import { embeddingDefinition, type EmbeddingDefinition } from './feature-definition.js';
import { recordOwner } from './owner.js';

const { inputScaling, minSamples, dimensions } = embeddingDefinition.shape;

/** The stored record of an ONNX model that computes embeddings. Its id is the name of its feature set. */
export const embeddingModelRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  owner: recordOwner,
  name: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
  /** Size of its output, measured when it was registered. */
  dimensions,
  inputScaling,
  minSamples,
  createdAt: z.iso.datetime(),
});
export type EmbeddingModelRecord = z.infer<typeof embeddingModelRecord>;

type Registered = Pick<EmbeddingModelRecord, 'sha256' | 'dimensions' | 'inputScaling' | 'minSamples'>;

/** Returns the feature set of a model stored at `modelKey`. */
export function embeddingOf(model: Registered, modelKey: string): EmbeddingDefinition {
  const { sha256, dimensions, inputScaling, minSamples } = model;
  return {
    version: 1,
    kind: 'embedding',
    sampleRateHz: 16_000,
    resampler: 'kaiser-8',
    spanSeconds: null,
    modelKey,
    modelSha256: sha256,
    dimensions,
    inputScaling,
    minSamples,
    cmvn: 'corpus',
  };
}
