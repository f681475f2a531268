/** Shape of one amplitude spectrum in Meyda's units. */
export interface SpectralShape {
  /** Mean bin, weighted by amplitude. */
  readonly centroid: number;
  /** Deviation around it, in bins. */
  readonly spread: number;
  /** Geometric over arithmetic mean of the amplitudes. */
  readonly flatness: number;
}

/** Share of the amplitude below Meyda's rolloff. */
const ROLLOFF_SHARE = 0.99;

/**
 * Meyda's spectralCentroid, spectralSpread and spectralFlatness, which are NaN for a spectrum of zeros and a spread
 * that rounds below 0; here they are 0.
 */
export function spectralShape(amplitudes: Float64Array): SpectralShape {
  const bins = amplitudes.length;
  let sum = 0;
  let first = 0;
  let second = 0;
  let logs = 0;
  for (let bin = 0; bin < bins; bin++) {
    const amplitude = amplitudes[bin] ?? 0;
    sum += amplitude;
    first += bin * amplitude;
    second += bin * bin * amplitude;
    logs += Math.log(amplitude);
  }
  if (!(sum > 0)) return { centroid: 0, spread: 0, flatness: 0 };
  const centroid = first / sum;
  const spread = Math.sqrt(Math.max(0, second / sum - centroid * centroid));
  return { centroid, spread, flatness: (Math.exp(logs / bins) * bins) / sum };
}

/**
 * Meyda's spectralRolloff: Hz below which 99 % of the amplitude lies; 0 for a spectrum of zeros. Meyda has a bin too few
 * and so a bin too wide by one part in 255; here a bin has its own width.
 */
export function rolloffHz(amplitudes: Float64Array, hzPerBin: number): number {
  let sum = 0;
  for (let bin = 0; bin < amplitudes.length; bin++) sum += amplitudes[bin] ?? 0;
  const threshold = ROLLOFF_SHARE * sum;
  let bin = amplitudes.length - 1;
  while (sum > threshold && bin >= 0) {
    sum -= amplitudes[bin] ?? 0;
    bin -= 1;
  }
  if (bin === amplitudes.length - 1) return 0; // Nothing was taken off: all zeros.
  return (bin + 1) * hzPerBin;
}

/**
 * Changes between below 0 and not below 0 within `x[at .. at + length)`: Meyda's zcr, which is counted there in the
 * windowed frame, whose ends are 0.
 */
export function zeroCrossings(x: Float64Array, at: number, length: number): number {
  let count = 0;
  for (let i = at + 1; i < at + length; i++) if ((x[i - 1] ?? 0) < 0 !== (x[i] ?? 0) < 0) count += 1;
  return count;
}

/** First bin of each Bark band and the end of the last, as Meyda divides them. */
export function barkLimits(bins: number, hzPerBin: number, bands = 24): Int32Array {
  const bark = Float32Array.from({ length: bins }, (_, bin) => {
    const hz = Math.fround(bin * hzPerBin);
    return 13 * Math.atan(hz / 1315.8) + 3.5 * Math.atan((hz / 7518) ** 2);
  });
  const highest = bark[bins - 1] ?? 0;
  const limits = new Int32Array(bands + 1);
  let band = 1;
  for (let bin = 0; bin < bins; bin++) {
    while (band <= bands && (bark[bin] ?? 0) > (band * highest) / bands) limits[band++] = bin;
  }
  limits[bands] = bins - 1;
  return limits;
}

/** Meyda's total loudness: the sum over Bark bands of the summed amplitude to the power of 0.23. */
export function loudness(amplitudes: Float64Array, limits: Int32Array): number {
  let total = 0;
  for (let band = 0; band + 1 < limits.length; band++) {
    let sum = 0;
    for (let bin = limits[band] ?? 0; bin < (limits[band + 1] ?? 0); bin++) sum += amplitudes[bin] ?? 0;
    total += sum ** 0.23;
  }
  return total;
}
