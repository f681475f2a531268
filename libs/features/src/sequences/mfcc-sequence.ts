import type { MfccSequenceDefinition } from '#libs/contracts';
import { createEngine } from '../create-engine.js';
import type { MfccEngine } from '../engines.js';
import type { FrameRange } from '../pooling.js';
import type { SpanEngine } from '../engines.js';
import { appendDeltas } from './deltas.js';

/** Computes the coefficients of every frame and their slopes, with the same engine as pooled coefficients. */
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
    return appendDeltas(values, coefficients, deltas);
  }
}

/** Returns one range for each frame. */
export function everyFrame(frames: number): FrameRange[] {
  return Array.from({ length: frames }, (_, frame) => ({ start: frame, end: frame + 1 }));
}
