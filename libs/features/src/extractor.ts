import {
  SerenadeError,
  featureSetShape,
  type FeatureSetDefinition,
  type PooledDefinition,
} from '#libs/contracts';
import { createEngine } from './create-engine.js';
import { checkDefinition } from './definition-check.js';
import { spanOf } from './frames.js';
import { poolingRanges } from './pooling.js';
import { createProsody } from './prosody/prosody.js';
import { normalizeUtterance } from './sequences/cmvn.js';
import { createLogMelSequence } from './sequences/log-mel-sequence.js';
import { createMfccSequence } from './sequences/mfcc-sequence.js';
import type { SpanEngine } from './engines.js';
import { createSpectral } from './spectral/spectral.js';
import { createUtterance312 } from './utterance/utterance-312.js';

/** Extracts the features of clips. It reuses its buffers, so threads must not share it. */
export interface FeatureExtractor {
  readonly definition: FeatureSetDefinition;
  /** The frames of every clip. Null if clips differ; then it is `values.length / coefficients`. */
  readonly frames: number | null;
  readonly coefficients: number;
  /**
   * @param signal mono samples at the definition's rate
   * @param out receives the result and must have its length; a new array by default
   * @returns `out`: `[frames, coefficients]`, row-major, finite
   * @throws SerenadeError `clip.too_short` when the clip is shorter than one window or than the frames that slopes need
   * @throws SerenadeError `clip.silent` when the span peaks below 1e-5
   * @throws SerenadeError `clip.malformed` when a sample is not a number or exceeds 65,536
   */
  extract(signal: Float32Array, out?: Float32Array): Float32Array; // [frames, coefficients]
}

/**
 * Creates an extractor with the tables of a definition.
 *
 * @throws SerenadeError `feature_set.unknown` when the parameters are inconsistent
 * @throws SerenadeError `feature_set.unknown` for an embedding, which needs its model: use `createEmbeddingExtractor`
 */
export function createExtractor(definition: FeatureSetDefinition): FeatureExtractor {
  checkDefinition(definition);
  const { frames, coefficients } = featureSetShape(definition);
  if (isPooled(definition)) {
    const engine = createEngine(definition);
    const { pooling } = definition;
    const size = pooling.bins * coefficients;
    return {
      definition,
      frames,
      coefficients,
      extract: (signal, out = new Float32Array(size)) =>
        engine.compute(
          spanOf(signal, definition),
          (count) => poolingRanges(count, pooling),
          () => out,
        ),
    };
  }
  const engine = createSpanEngine(definition);
  const grid = { ...definition, winLength: windowOf(definition) };
  return {
    definition,
    frames,
    coefficients,
    extract: (signal, out) => {
      const values = engine.compute(spanOf(signal, grid));
      if (definition.cmvn === 'utterance') normalizeUtterance(values, coefficients);
      if (out === undefined) return values;
      if (out.length !== values.length)
        throw new RangeError(`The output has ${out.length} elements but ${values.length} are needed`);
      out.set(values);
      return out;
    },
  };
}

type SequenceDefinition = Exclude<FeatureSetDefinition, PooledDefinition>;

function isPooled(definition: FeatureSetDefinition): definition is PooledDefinition {
  return definition.kind === 'librosa' || definition.kind === 'meyda';
}

function createSpanEngine(definition: SequenceDefinition): SpanEngine {
  switch (definition.kind) {
    case 'mfcc-sequence':
      return createMfccSequence(definition);
    case 'logmel-sequence':
      return createLogMelSequence(definition);
    case 'prosody':
      return createProsody(definition);
    case 'spectral':
      return createSpectral(definition);
    case 'utterance-312':
      return createUtterance312(definition);
    case 'embedding':
      throw new SerenadeError('feature_set.unknown', 'An embedding cannot be extracted without its model.');
  }
}

/** Returns the minimum number of samples in a clip. */
function windowOf(definition: SequenceDefinition): number {
  if (definition.kind === 'embedding') return definition.minSamples;
  return definition.kind === 'spectral' ? definition.fftLength : definition.winLength;
}
