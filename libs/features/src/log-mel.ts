import type { MelPowers } from './mel-spectrogram.js';
import type { FrameRange } from './pooling.js';

/**
 * The number of frames whose powers are multiplied before one logarithm: `sum log p = log prod p`. Powers are between
 * 1e-10 and 1e15, so products of 16 are between 1e-160 and 1e240.
 */
const FRAMES_PER_LOGARITHM = 16;

/**
 * Computes librosa.power_to_db(powers, ref=1, amin=1e-10, top_db) in dB and averages it over a range of frames.
 *
 * @param out receives `[bands]`
 * @param products scratch `[bands]`
 */
export function meanLogMel(
  powers: MelPowers,
  range: FrameRange,
  out: Float64Array,
  products: Float64Array,
): void {
  const { values, floor } = powers;
  const bands = out.length;
  out.fill(0);
  for (let from = range.start; from < range.end; from += FRAMES_PER_LOGARITHM) {
    products.fill(1);
    const to = Math.min(range.end, from + FRAMES_PER_LOGARITHM);
    for (let frame = from, at = from * bands; frame < to; frame++) {
      for (let band = 0; band < bands; band++) {
        const power = values[at++] ?? 0;
        products[band] = (products[band] ?? 0) * (power > floor ? power : floor);
      }
    }
    for (let band = 0; band < bands; band++) out[band] = (out[band] ?? 0) + Math.log10(products[band] ?? 1);
  }
  const scale = 10 / (range.end - range.start);
  for (let band = 0; band < bands; band++) out[band] = (out[band] ?? 0) * scale;
}
