import { parabolicShift } from '../prosody/troughs.js';

/** A spectral peak, interpolated between bins. */
export interface PitchPeak {
  readonly hz: number;
  readonly magnitude: number;
}

/** Peaks below this share of the frame's largest magnitude are ignored, as in librosa.piptrack(threshold=0.1). */
const THRESHOLD = 0.1;

/**
 * Finds the peaks of one magnitude spectrum in the order of their bins, as librosa.piptrack(S, fmin, fmax) does for one
 * frame (Smith, Sinusoidal Peak Interpolation).
 */
export function findPitchPeaks(
  magnitudes: Float64Array,
  sampleRateHz: number,
  minHz: number,
  maxHz: number,
): PitchPeak[] {
  const last = magnitudes.length - 1;
  const hzPerBin = sampleRateHz / (2 * last);
  let largest = 0;
  for (let bin = 0; bin <= last; bin++) largest = Math.max(largest, magnitudes[bin] ?? 0);
  const reference = THRESHOLD * largest;
  const kept = (bin: number): number => {
    const value = magnitudes[bin] ?? 0;
    return value > reference ? value : 0;
  };
  const peaks: PitchPeak[] = [];
  for (let bin = Math.max(1, Math.ceil(minHz / hzPerBin)); bin < last && bin * hzPerBin < maxHz; bin++) {
    const value = kept(bin);
    if (!(value > kept(bin - 1) && value >= kept(bin + 1))) continue;
    const shift = parabolicShift(magnitudes, bin);
    const slope = ((magnitudes[bin + 1] ?? 0) - (magnitudes[bin - 1] ?? 0)) / 2;
    peaks.push({ hz: (bin + shift) * hzPerBin, magnitude: value + 0.5 * slope * shift });
  }
  return peaks;
}

/**
 * Computes librosa.pitch_tuning(frequencies, resolution=0.01): the most common deviation from equal temperament at
 * A440, in semitones from -0.5. Returns 0 if there are no frequencies.
 */
export function pitchTuning(frequencies: readonly number[]): number {
  const counts = new Int32Array(100);
  for (const hz of frequencies) {
    if (hz <= 0) continue;
    const semitones = 12 * Math.log2(hz / 27.5);
    const residual = semitones - Math.floor(semitones);
    const centred = residual >= 0.5 ? residual - 1 : residual;
    let bin = Math.min(99, Math.max(0, Math.floor((centred + 0.5) * 100)));
    // Edges are computed as numpy.linspace does, so that values near an edge fall on the same side.
    if (bin > 0 && centred < edge(bin)) bin -= 1;
    else if (bin < 99 && centred >= edge(bin + 1)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const best = counts.reduce((top, count, bin) => (count > (counts[top] ?? 0) ? bin : top), 0);
  return counts[best] === 0 ? 0 : edge(best);
}

/** Computes librosa.estimate_tuning: `pitchTuning` of the peaks whose magnitude is at least the median. */
export function estimateTuning(peaks: readonly PitchPeak[]): number {
  const sorted = Float64Array.from(peaks, ({ magnitude }) => magnitude).sort();
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? (sorted[Math.floor(middle)] ?? 0)
      : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return pitchTuning(peaks.filter(({ magnitude }) => magnitude >= median).map(({ hz }) => hz));
}

function edge(bin: number): number {
  return bin === 100 ? 0.5 : -0.5 + bin * 0.01;
}
