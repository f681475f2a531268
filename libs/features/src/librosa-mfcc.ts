import { applyDct, dctBasis } from './dct.js';
import type { MfccEngine } from './engines.js';
import { meanLogMel } from './log-mel.js';
import { createMelSpectrogram } from './mel-spectrogram.js';
import type { MfccGrid } from './window.js';

/**
 * Creates the reference engine, which computes librosa.feature.mfcc(sr=16000, n_fft=512, win_length=400,
 * hop_length=160, window='hann', center=True, pad_mode='reflect', power=2, n_mels=128, htk=False, norm='ortho',
 * dct_type=2, lifter=0) in float64. It averages log-mel rows and transforms the mean once. Because the DCT is linear,
 * this equals the mean of the coefficients.
 */
export function createLibrosaMfcc(grid: MfccGrid): MfccEngine {
  const { coefficients, melBands } = grid;
  const computePowers = createMelSpectrogram(grid);
  const basis = dctBasis(coefficients, melBands);
  const row = new Float64Array(melBands);
  const products = new Float64Array(melBands);
  return {
    compute: (span, rangesOf, allocate) => {
      const powers = computePowers(span);
      const ranges = rangesOf(powers.frames);
      const out = allocate(ranges.length);
      ranges.forEach((range, index) => {
        meanLogMel(powers, range, row, products);
        applyDct(basis, row, out, index * coefficients);
      });
      return out;
    },
  };
}
