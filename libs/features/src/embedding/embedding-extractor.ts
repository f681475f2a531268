import { SerenadeError, type EmbeddingDefinition } from '#libs/contracts';
import { checkDefinition } from '../definition-check.js';
import { spanOf, spanSamples } from '../frames.js';

/**
 * Runs the model of a definition on prepared samples. Its implementation decides in which process.
 *
 * @returns `[dimensions]`
 */
export type EmbedSignal = (definition: EmbeddingDefinition, samples: Float32Array) => Promise<Float32Array>;

/** Computes the embeddings of clips. */
export interface EmbeddingExtractor {
  readonly definition: EmbeddingDefinition;
  readonly frames: 1;
  readonly coefficients: number;
  /**
   * @param signal mono samples at 16 kHz
   * @throws SerenadeError `clip.too_short`, `clip.silent`, `clip.malformed` as in other extractors
   * @throws SerenadeError `model.corrupt` when the output differs from the definition, and the errors of `embed`
   */
  extract(signal: Float32Array): Promise<Float32Array>; // [1, dimensions]
}

/** @throws SerenadeError `feature_set.unknown` when the parameters are inconsistent */
export function createEmbeddingExtractor(
  definition: EmbeddingDefinition,
  embed: EmbedSignal,
): EmbeddingExtractor {
  checkDefinition(definition);
  const { dimensions, modelKey } = definition;
  return {
    definition,
    frames: 1,
    coefficients: dimensions,
    extract: async (signal) => {
      const embedding = await embed(definition, prepareInput(signal, definition));
      if (embedding.length === dimensions && embedding.every(Number.isFinite)) return embedding;
      const text = `The embedding model ${modelKey} did not return ${dimensions} finite numbers.`;
      throw new SerenadeError('model.corrupt', text, { modelKey });
    },
  };
}

/** Pads the span with zeros to its full length and scales it as the definition requires. */
function prepareInput(signal: Float32Array, definition: EmbeddingDefinition): Float32Array {
  const span = spanOf(signal, { ...definition, winLength: definition.minSamples });
  const samples = new Float32Array(spanSamples(definition) ?? span.length);
  samples.set(span);
  if (definition.inputScaling === 'none') return samples;
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
  // Wav2Vec2FeatureExtractor adds the same term.
  const scale = 1 / Math.sqrt(variance + 1e-7);
  return samples.map((value) => (value - mean) * scale);
}
