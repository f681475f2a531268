import type { MelGrid } from './frame-grid.js';
import { MelSpectrogram } from './mel-spectrogram.js';

/**
 * Computes librosa.power_to_db(librosa.feature.melspectrogram(y, power=2, ...), ref=1, amin, top_db), transposed, in
 * float64. With `mode: 'add'` the least power is added to each power and does not bound it.
 */
export class LibrosaLogMel {
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
