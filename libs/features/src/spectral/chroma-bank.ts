const CHROMA = 12;
/** The filters' weight is concentrated around the fifth octave above 27.5 Hz. */
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;

/**
 * Returns the weight of each bin of an amplitude spectrum in each pitch class, C first: librosa.filters.chroma(sr,
 * n_fft, tuning, n_chroma=12, ctroct=5, octwidth=2, norm=2, base_c=True) in float64 (Ellis 2007), or Meyda's port of it.
 *
 * @param tuning deviation from A440 in semitones
 * @param isMeyda omits the least width of one semitone, which Meyda loses in a misplaced argument. Its filters become
 * ever narrower with frequency: above about 1 kHz each bin only counts for the nearest pitch class
 */
export function chromaBank(
  fftLength: number,
  sampleRateHz: number,
  tuning: number,
  isMeyda = false,
): Float64Array {
  // [12, fftLength / 2 + 1]
  const bins = fftLength / 2 + 1;
  const a0 = (440 * 2 ** (tuning / CHROMA)) / 16;
  const semitones = Float64Array.from(
    { length: fftLength },
    (_, bin) => CHROMA * Math.log2((bin * sampleRateHz) / fftLength / a0),
  );
  // 0 Hz has no semitone, so it is placed one and a half octaves below the first bin.
  semitones[0] = (semitones[1] ?? 0) - 1.5 * CHROMA;
  const bank = new Float64Array(CHROMA * bins);
  const column = new Float64Array(CHROMA);
  for (let bin = 0; bin < bins; bin++) {
    const at = semitones[bin] ?? 0;
    const step = (semitones[bin + 1] ?? 0) - at;
    const width = isMeyda ? step : Math.max(step, 1);
    for (let pitch = 0; pitch < CHROMA; pitch++) {
      const turned = (at - pitch + 0.5 * CHROMA + 10 * CHROMA) % CHROMA;
      column[pitch] = Math.exp(-0.5 * ((2 * (turned - 0.5 * CHROMA)) / width) ** 2);
    }
    const norm = Math.hypot(...column) || 1;
    const weight = Math.exp(-0.5 * ((at / CHROMA - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
    for (let pitch = 0; pitch < CHROMA; pitch++) {
      // Semitones count from A, and the bank starts with C.
      bank[((pitch + CHROMA - 3) % CHROMA) * bins + bin] = ((column[pitch] ?? 0) * weight) / norm;
    }
  }
  return bank;
}

/**
 * Sums an amplitude spectrum under the bank and divides by the largest sum. Writes 12 numbers, all 0 for a spectrum of
 * zeros. The spectrum may omit the highest bins.
 */
export function applyChroma(bank: Float64Array, amplitudes: Float64Array, out: Float64Array): void {
  const stride = bank.length / CHROMA;
  let largest = 0;
  for (let pitch = 0; pitch < CHROMA; pitch++) {
    let sum = 0;
    for (let bin = 0, at = pitch * stride; bin < amplitudes.length; bin++)
      sum += (amplitudes[bin] ?? 0) * (bank[at++] ?? 0);
    out[pitch] = sum;
    if (sum > largest) largest = sum;
  }
  if (largest > 0) for (let pitch = 0; pitch < CHROMA; pitch++) out[pitch] = (out[pitch] ?? 0) / largest;
}
