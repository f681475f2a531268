import type { FeatureMatrix } from './masks.js';

/**
 * Vocal-tract length perturbation in the mel domain (after Jaitly and Hinton 2013): band b is read, between two bands,
 * at `b * factor`; beyond the last band that one counts. For mel levels only: cepstral coefficients have no order of
 * frequency.
 *
 * @param factor above 1 the formants move down, below 1 up; 1 gives a copy
 * @returns `[frames, coefficients]`
 */
export function withVocalTract(
  { frames, coefficients, values }: FeatureMatrix,
  factor: number,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let band = 0; band < coefficients; band++) {
    const place = Math.min(Math.max(band * factor, 0), coefficients - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, coefficients - 1);
    const share = place - below;
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * coefficients;
      out[at + band] = (1 - share) * (values[at + below] ?? 0) + share * (values[at + above] ?? 0);
    }
  }
  return out;
}
