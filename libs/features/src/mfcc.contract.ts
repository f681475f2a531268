import type { MfccSequenceDefinition, PooledDefinition } from '#libs/contracts';
import { checkDefinition } from './definition-check.js';
import { spanOf } from './frames.js';
import { createEngine } from './create-engine.js';
import { everyFrame } from './pooling.js';

export interface FrameFeatures {
  readonly frames: number;
  readonly coefficients: number;
  readonly values: Float32Array; // [frames, coefficients]
}

/**
 * Computes the MFCC of every frame without pooling: the transpose of librosa.feature.mfcc. Use it for comparisons,
 * because it rebuilds its tables on each call.
 *
 * @param signal mono samples at the definition's rate, of which the definition's span is used
 * @throws SerenadeError as `FeatureExtractor.extract`, and `feature_set.unknown`
 */
export function mfcc(
  signal: Float32Array,
  definition: PooledDefinition | MfccSequenceDefinition,
): FrameFeatures {
  checkDefinition(definition);
  const { coefficients } = definition;
  const values = createEngine(definition).compute(
    spanOf(signal, definition),
    everyFrame,
    (frames) => new Float32Array(frames * coefficients),
  );
  return { frames: values.length / coefficients, coefficients, values };
}
