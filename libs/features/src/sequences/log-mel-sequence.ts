import type { LogMelSequenceDefinition } from '#libs/contracts';
import { KernelLogMel, fitsKernels } from '../kernel-rows.js';
import { LibrosaLogMel } from '../librosa-log-mel.js';
import { appendDeltas } from './deltas.js';
import type { SpanEngine } from './span-engine.js';

/** Computes the mel levels of every frame and their slopes, with the kernel if it supports the sizes. */
export class LogMelSequence implements SpanEngine {
  readonly #definition: LogMelSequenceDefinition;
  readonly #kernel: KernelLogMel | null;
  readonly #reference: LibrosaLogMel;

  constructor(definition: LogMelSequenceDefinition) {
    this.#definition = definition;
    this.#kernel = fitsKernels(definition) ? new KernelLogMel(definition) : null;
    this.#reference = new LibrosaLogMel(definition);
  }

  compute(span: Float32Array): Float32Array {
    const { melBands, deltas } = this.#definition;
    const levels = this.#kernel?.compute(span) ?? this.#reference.compute(span);
    return appendDeltas(levels, melBands, deltas);
  }
}
