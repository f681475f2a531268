import { roundHalfToEven } from '../prosody/pitch-path.js';

const MIN_HZ = 200;
const OCTAVES = 6;
const QUANTILE = 0.02;

/** The bins of one band. Its peak and valley are the means of the `extremes` largest and smallest magnitudes. */
interface ContrastBand {
  readonly start: number;
  readonly end: number;
  readonly extremes: number;
}

/**
 * Returns the bands of librosa.feature.spectral_contrast(fmin=200, n_bands=6, quantile=0.02): below 200 Hz, and six
 * octaves above it. Every band but the first also includes the bin below it. Every band but the last omits its highest
 * bin.
 */
export function listContrastBands(bins: number, sampleRateHz: number): readonly ContrastBand[] {
  const hzPerBin = sampleRateHz / (2 * (bins - 1));
  return Array.from({ length: OCTAVES + 1 }, (_, band) => {
    const lowHz = band === 0 ? 0 : MIN_HZ * 2 ** (band - 1);
    const highHz = MIN_HZ * 2 ** band;
    const isLast = band === OCTAVES;
    const start = Math.ceil(lowHz / hzPerBin) - (band > 0 ? 1 : 0);
    const end = isLast ? bins : Math.floor(highHz / hzPerBin) + 1;
    const extremes = Math.max(1, roundHalfToEven(QUANTILE * (end - start)));
    return { start, end: isLast ? end : end - 1, extremes };
  });
}

/** Returns the means of the largest and of the smallest magnitudes of a band. */
export function peakAndValley(
  magnitudes: Float64Array,
  { start, end, extremes }: ContrastBand,
): { readonly peak: number; readonly valley: number } {
  const sorted = magnitudes.slice(start, end).sort();
  const meanOf = (part: Float64Array) => part.reduce((sum, value) => sum + value, 0) / part.length;
  return { peak: meanOf(sorted.subarray(-extremes)), valley: meanOf(sorted.subarray(0, extremes)) };
}

/**
 * Computes the mean contrast of each band in dB. It is librosa.power_to_db (amin 1e-10, top_db 80, over all bands and
 * frames) of the peaks minus that of the valleys, averaged over the frames.
 *
 * @param peaks `[frames, bands]`
 * @param valleys `[frames, bands]`
 */
export function meanContrast(
  peaks: readonly number[],
  valleys: readonly number[],
  bands: number,
): Float64Array {
  const high = powersToDb(peaks);
  const low = powersToDb(valleys);
  const sums = new Float64Array(bands);
  for (let at = 0; at < high.length; at++) {
    sums[at % bands] = (sums[at % bands] ?? 0) + (high[at] ?? 0) - (low[at] ?? 0);
  }
  return sums.map((sum) => (sum * bands) / high.length);
}

function powersToDb(powers: readonly number[]): Float64Array {
  const levels = Float64Array.from(powers, (power) => 10 * Math.log10(Math.max(power, 1e-10)));
  const floor = levels.reduce((largest, level) => Math.max(largest, level), -Infinity) - 80;
  return levels.map((level) => Math.max(level, floor));
}
