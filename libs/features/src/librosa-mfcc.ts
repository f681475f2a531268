import { applyDct, dctBasis } from './dct.js';
import type { MfccGrid } from './window.js';
import { meanLogMel } from './log-mel.js';
import { MelSpectrogram } from './mel-spectrogram.js';
import type { MfccEngine } from './engines.js';
import type { FrameRange } from './pooling.js';

/**
 * Computes librosa.feature.mfcc(sr=16000, n_fft=512, win_length=400, hop_length=160, window='hann', center=True,
 * pad_mode='reflect', power=2, n_mels=128, htk=False, norm='ortho', dct_type=2, lifter=0) in float64. It averages
 * log-mel rows and transforms the mean once. Because the DCT is linear, this equals the mean of the coefficients.
 */
export class LibrosaMfcc implements MfccEngine {
  readonly #coefficients: number;
  readonly #spectrogram: MelSpectrogram;
  readonly #basis: Float64Array; // [coefficients, bands]
  readonly #row: Float64Array; // [bands]
  readonly #products: Float64Array; // [bands]

  constructor(definition: MfccGrid) {
    this.#coefficients = definition.coefficients;
    this.#spectrogram = new MelSpectrogram(definition);
    this.#basis = dctBasis(definition.coefficients, definition.melBands);
    this.#row = new Float64Array(definition.melBands);
    this.#products = new Float64Array(definition.melBands);
  }

  compute(
    span: Float32Array,
    rangesOf: (frames: number) => readonly FrameRange[],
    allocate: (ranges: number) => Float32Array,
  ): Float32Array {
    const powers = this.#spectrogram.compute(span);
    const ranges = rangesOf(powers.frames);
    const out = allocate(ranges.length);
    ranges.forEach((range, index) => {
      meanLogMel(powers, range, this.#row, this.#products);
      applyDct(this.#basis, this.#row, out, index * this.#coefficients);
    });
    return out;
  }
}
