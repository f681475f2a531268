import type { FeatureSetDefinition } from '#libs/contracts';
import { checkDefinition } from './definition-check.js';
import { spanOf } from './frames.js';
import { createEngine } from './create-engine.js';
import { poolingRanges } from './pooling.js';

/** Makes the features of one clip after another. Not to be shared by threads: it reuses its buffers. */
export interface FeatureExtractor {
  readonly definition: FeatureSetDefinition;
  readonly bins: number;
  readonly coefficients: number;
  /**
   * @param signal mono samples at the definition's rate
   * @param out where to write, `bins * coefficients` long; a new array when left out
   * @returns `out`: `[bins, coefficients]`, row-major
   * @throws SerenadeError `clip.too_short` below one window, `clip.silent` when the span peaks below 1e-5,
   *   `clip.malformed` when a sample is no number or beyond 65,536
   */
  extract(signal: Float32Array, out?: Float32Array): Float32Array; // [bins, coefficients]
}

/**
 * An extractor with the tables of a definition.
 *
 * @throws SerenadeError `feature_set.unknown` when the parameters do not fit each other
 */
export function createExtractor(definition: FeatureSetDefinition): FeatureExtractor {
  checkDefinition(definition);
  const engine = createEngine(definition);
  const { pooling, coefficients } = definition;
  return {
    definition,
    bins: pooling.bins,
    coefficients,
    extract: (signal, out = new Float32Array(pooling.bins * coefficients)) =>
      engine.compute(
        spanOf(signal, definition),
        (frames) => poolingRanges(frames, pooling),
        () => out,
      ),
  };
}
