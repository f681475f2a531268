import type { MfccSequenceDefinition } from '#libs/contracts';
import { createEngine } from '../create-engine.js';
import type { MfccEngine } from '../mfcc-engine.js';
import type { FrameRange } from '../pooling.js';
import { withDeltas } from './deltas.js';
import type { SpanEngine } from './span-engine.js';

/** The coefficients of every frame, by the same engine as pooled ones, and their slopes. */
export class MfccSequence implements SpanEngine {
  readonly #definition: MfccSequenceDefinition;
  readonly #engine: MfccEngine;

  constructor(definition: MfccSequenceDefinition) {
    this.#definition = definition;
    this.#engine = createEngine(definition);
  }

  compute(span: Float32Array): Float32Array {
    const { coefficients, deltas } = this.#definition;
    const values = this.#engine.compute(
      span,
      everyFrame,
      (frames) => new Float32Array(frames * coefficients),
    );
    return withDeltas(values, coefficients, deltas);
  }
}

/** One range for each frame. */
export function everyFrame(frames: number): FrameRange[] {
  return Array.from({ length: frames }, (_, frame) => ({ start: frame, end: frame + 1 }));
}
