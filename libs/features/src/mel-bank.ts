import type { MelGrid } from './window.js';

/** Triangular mel filters, stored as the FFT bins under each triangle. */
export interface MelBank {
  /** The first FFT bin of each band. */
  readonly starts: Int32Array; // [bands]
  /** The offset of each band's weights in `weights`. The last entry is the number of weights. */
  readonly offsets: Int32Array; // [bands + 1]
  readonly weights: Float64Array;
}

// Slaney's Auditory Toolbox is linear up to 1 kHz and then has 27 steps per factor of 6.4 (librosa htk=False).
const LINEAR_HZ_PER_MEL = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

/** Converts hertz to mel and back. */
const SCALES = {
  slaney: {
    toMel: (hz: number) =>
      hz < BREAK_HZ ? hz / LINEAR_HZ_PER_MEL : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP,
    toHz: (mel: number) =>
      mel < BREAK_MEL ? mel * LINEAR_HZ_PER_MEL : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP),
  },
  htk: {
    toMel: (hz: number) => 2595 * Math.log10(1 + hz / 700),
    toHz: (mel: number) => 700 * (10 ** (mel / 2595) - 1),
  },
};

/**
 * Computes librosa.filters.mel(sr, n_fft, n_mels, fmin, fmax, htk, norm) in float64, by default with htk=False and
 * norm='slaney'.
 */
export function melBank(grid: Omit<MelGrid, 'topDb'>): MelBank {
  const { melBands, fMinHz, fMaxHz, fftLength, sampleRateHz, melScale = 'slaney', melNorm = 'slaney' } = grid;
  const { toMel, toHz } = SCALES[melScale];
  const bottom = toMel(fMinHz);
  const step = (toMel(fMaxHz) - bottom) / (melBands + 1);
  const edges = Array.from({ length: melBands + 2 }, (_, i) => toHz(bottom + i * step));
  const starts = new Int32Array(melBands);
  const offsets = new Int32Array(melBands + 1);
  const weights: number[] = [];
  for (let band = 0; band < melBands; band++) {
    const [left = 0, centre = 0, right = 0] = edges.slice(band, band + 3);
    for (let bin = 0; bin <= fftLength / 2; bin++) {
      const hz = (bin * sampleRateHz) / fftLength;
      const ramp = Math.min((hz - left) / (centre - left), (right - hz) / (right - centre));
      if (ramp <= 0) continue;
      if (weights.length === offsets[band]) starts[band] = bin;
      // norm='slaney' scales every triangle to the same area.
      weights.push(melNorm === 'slaney' ? (ramp * 2) / (right - left) : ramp);
    }
    offsets[band + 1] = weights.length;
  }
  return { starts, offsets, weights: Float64Array.from(weights) };
}

/**
 * Applies the bank to one power spectrum. Adds `added` to each power, raises it to at least `floor`, and writes
 * `[bands]` to `out` from `at`. Returns the largest power.
 */
export function applyMelBank(
  { starts, offsets, weights }: MelBank,
  power: Float64Array,
  floor: number,
  out: Float32Array,
  at: number,
  added = 0,
): number {
  let largest = floor;
  let weight = 0;
  for (let band = 0; band < starts.length; band++) {
    let sum = added;
    let bin = starts[band] ?? 0;
    for (const end = offsets[band + 1] ?? 0; weight < end; weight++, bin++) {
      sum += (weights[weight] ?? 0) * (power[bin] ?? 0);
    }
    const value = sum > floor ? sum : floor;
    out[at + band] = value;
    if (value > largest) largest = value;
  }
  return largest;
}
