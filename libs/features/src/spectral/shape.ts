/** The shape of one amplitude spectrum in Meyda's units. */
export interface SpectralShape {
  /** The mean bin, weighted by amplitude. */
  readonly centroid: number;
  /** The deviation around the centroid, in bins. */
  readonly spread: number;
  /** The geometric mean of the amplitudes over their arithmetic mean. */
  readonly flatness: number;
}

/** The share of the amplitude below Meyda's rolloff. */
const ROLLOFF_SHARE = 0.99;

/**
 * Computes Meyda's spectralCentroid, spectralSpread and spectralFlatness. Meyda returns NaN for a spectrum of zeros and
 * for a spread that rounds below 0; this function returns 0.
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
 * Computes Meyda's spectralRolloff: the frequency below which 99 % of the amplitude lies, or 0 for a spectrum of zeros.
 * Meyda counts one bin too few, so its bins are too wide by one part in 255; here they have their true width.
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
  if (bin === amplitudes.length - 1) return 0; // the spectrum is all zeros
  return (bin + 1) * hzPerBin;
}

/**
 * Counts sign changes within `x[at .. at + length)`. Meyda's zcr counts them in the windowed frame, whose ends are 0.
 */
export function countZeroCrossings(x: Float64Array, at: number, length: number): number {
  let count = 0;
  for (let i = at + 1; i < at + length; i++) if ((x[i - 1] ?? 0) < 0 !== (x[i] ?? 0) < 0) count += 1;
  return count;
}

/** Returns the first bin of each Bark band and the end of the last, as in Meyda. */
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

/** Computes Meyda's total loudness: the sum over Bark bands of the summed amplitude to the power of 0.23. */
export function loudness(amplitudes: Float64Array, limits: Int32Array): number {
  let total = 0;
  for (let band = 0; band + 1 < limits.length; band++) {
    let sum = 0;
    for (let bin = limits[band] ?? 0; bin < (limits[band + 1] ?? 0); bin++) sum += amplitudes[bin] ?? 0;
    total += sum ** 0.23;
  }
  return total;
}
