import type { LogMelSequenceDefinition } from '#libs/contracts';
import { KernelLogMel, fitsKernels } from '../kernel-rows.js';
import type { MelGrid } from '../window.js';
import { MelSpectrogram } from '../mel-spectrogram.js';
import type { SpanEngine } from '../engines.js';
import { appendDeltas } from './deltas.js';

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

/**
 * Computes librosa.power_to_db(librosa.feature.melspectrogram(y, power=2, ...), ref=1, amin, top_db), transposed, in
 * float64. With `mode: 'add'` the least power is added to each power and does not bound it.
 */
class LibrosaLogMel {
  readonly #bands: number;
  readonly #spectrogram: MelSpectrogram;

  constructor(grid: MelGrid) {
    this.#bands = grid.melBands;
    this.#spectrogram = new MelSpectrogram(grid);
  }

  /** @returns `[frames, bands]` */
  compute(span: Float32Array): Float32Array {
    const { values, frames, floor } = this.#spectrogram.compute(span);
    const levels = new Float32Array(frames * this.#bands);
    for (let at = 0; at < levels.length; at++) levels[at] = 10 * Math.log10(Math.max(values[at] ?? 0, floor));
    return levels;
  }
}
