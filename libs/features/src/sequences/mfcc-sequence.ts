import type { MfccSequenceDefinition } from '#libs/contracts';
import { createEngine } from '../create-engine.js';
import type { SpanEngine } from '../engines.js';
import { everyFrame } from '../pooling.js';
import { appendDeltas } from './deltas.js';

/** Creates the engine for the coefficients of every frame and their slopes, which uses that for pooled coefficients. */
export function createMfccSequence(definition: MfccSequenceDefinition): SpanEngine {
  const { coefficients, deltas } = definition;
  const engine = createEngine(definition);
  const allocate = (frames: number): Float32Array => new Float32Array(frames * coefficients);
  return {
    compute: (span) => appendDeltas(engine.compute(span, everyFrame, allocate), coefficients, deltas),
  };
}
