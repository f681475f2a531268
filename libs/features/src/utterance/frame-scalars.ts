import type { UtteranceDefinition } from '#libs/contracts';
import { applyChroma, chromaBank } from '../spectral/chroma-bank.js';
import { listContrastBands, meanContrast, peakAndValley } from './contrast.js';
import { estimateTuning, findPitchPeaks, pitchTuning, type PitchPeak } from './pitch-peaks.js';
import { Statistics } from './statistics.js';

/** The range in which librosa.estimate_tuning looks for peaks. */
const TUNING_MIN_HZ = 150;
const TUNING_MAX_HZ = 4000;
/** The threshold of librosa.zero_crossings. Smaller samples count as 0. */
const ZERO = 1e-10;
/** The amin of librosa.feature.spectral_flatness. */
const LEAST_POWER = 1e-10;

/** Collects the spectral statistics of `utterance-312`, frame by frame. */
export class FrameScalars {
  readonly #definition: UtteranceDefinition;
  readonly #span: Float32Array;
  readonly #samples: number;
  readonly #flatness = new Statistics();
  readonly #crossings = new Statistics();
  readonly #magnitude = new Statistics();
  readonly #centroids: number[] = [];
  readonly #pitch = new Statistics();
  readonly #rms = new Statistics();
  readonly #pitches: number[] = [];
  readonly #tuningPeaks: PitchPeak[] = [];
  readonly #peaks: number[] = [];
  readonly #valleys: number[] = [];
  readonly #bands: ReturnType<typeof listContrastBands>;

  constructor(definition: UtteranceDefinition, span: Float32Array, samples: number) {
    this.#definition = definition;
    this.#span = span;
    this.#samples = samples;
    this.#bands = listContrastBands(definition.fftLength / 2 + 1, definition.sampleRateHz);
  }

  /** @param magnitudes the frame's spectrum, `[fftLength / 2 + 1]` */
  add(magnitudes: Float64Array, frame: number): void {
    const { sampleRateHz, pitchMinHz, pitchMaxHz } = this.#definition;
    this.#addSpectrum(magnitudes);
    this.#crossings.add(this.#crossingRate(frame));
    const peaks = findPitchPeaks(magnitudes, sampleRateHz, pitchMinHz, pitchMaxHz);
    this.#pitches.push(...peaks.map(({ hz }) => hz));
    const loudest = peaks.reduce((top, peak) => (peak.magnitude > top.magnitude ? peak : top), NO_PEAK);
    this.#pitch.add(loudest.hz);
    this.#tuningPeaks.push(...findPitchPeaks(magnitudes, sampleRateHz, TUNING_MIN_HZ, TUNING_MAX_HZ));
    for (const band of this.#bands) {
      const { peak, valley } = peakAndValley(magnitudes, band);
      this.#peaks.push(peak);
      this.#valleys.push(valley);
    }
  }

  /** Returns the values in the order of `UTTERANCE_SCALARS`. */
  scalars(): number[] {
    const total = this.#centroids.reduce((sum, value) => sum + value, 0);
    const centroid = new Statistics();
    for (const hz of this.#centroids) centroid.add(total > 0 ? hz / total : 0);
    return [
      this.#flatness.mean,
      this.#crossings.mean,
      this.#magnitude.mean,
      this.#magnitude.max,
      centroid.mean,
      centroid.deviation,
      centroid.max,
      this.#magnitude.deviation,
      this.#pitch.mean,
      this.#pitch.max,
      this.#pitch.deviation,
      pitchTuning(this.#pitches),
      this.#rms.mean,
      this.#rms.max,
      this.#rms.deviation,
    ];
  }

  /** Averages librosa.feature.chroma_stft(S=magnitudes), tuned to the clip, over the frames. */
  chromaMeans(eachFrame: (visit: (magnitudes: Float64Array) => void) => void): Float64Array {
    const { fftLength, sampleRateHz } = this.#definition;
    const bank = chromaBank(fftLength, sampleRateHz, estimateTuning(this.#tuningPeaks));
    const row = new Float64Array(12);
    const sums = new Float64Array(12);
    let frames = 0;
    eachFrame((magnitudes) => {
      applyChroma(bank, magnitudes, row);
      for (let pitch = 0; pitch < 12; pitch++) sums[pitch] = (sums[pitch] ?? 0) + (row[pitch] ?? 0);
      frames += 1;
    });
    return sums.map((sum) => sum / frames);
  }

  contrast(): Float64Array {
    return meanContrast(this.#peaks, this.#valleys, this.#bands.length);
  }

  /**
   * Adds the flatness of the powers, mean and maximum of the magnitudes, centroid in Hz, and RMS by Parseval's theorem.
   */
  #addSpectrum(magnitudes: Float64Array): void {
    const { fftLength, sampleRateHz } = this.#definition;
    const last = magnitudes.length - 1;
    let sum = 0;
    let weighted = 0;
    let powers = 0;
    let clipped = 0;
    let logs = 0;
    for (let bin = 0; bin <= last; bin++) {
      const magnitude = magnitudes[bin] ?? 0;
      const power = magnitude * magnitude;
      const floored = Math.max(power, LEAST_POWER);
      this.#magnitude.add(magnitude);
      sum += magnitude;
      weighted += bin * magnitude;
      powers += bin === 0 || bin === last ? power / 2 : power;
      clipped += floored;
      logs += Math.log(floored);
    }
    this.#flatness.add(Math.exp(logs / (last + 1)) / (clipped / (last + 1)));
    this.#centroids.push(sum > 0 ? ((weighted / sum) * sampleRateHz) / fftLength : 0);
    this.#rms.add(Math.sqrt((2 * powers) / fftLength ** 2));
  }

  /** Computes librosa.feature.zero_crossing_rate of one frame. The edge samples of the clip repeat beyond it. */
  #crossingRate(frame: number): number {
    const { fftLength, hopLength } = this.#definition;
    const start = frame * hopLength - fftLength / 2;
    let count = 0;
    let wasNegative = this.#sample(start) < -ZERO;
    for (let i = 1; i < fftLength; i++) {
      const isNegative = this.#sample(start + i) < -ZERO;
      if (isNegative !== wasNegative) count += 1;
      wasNegative = isNegative;
    }
    return count / fftLength;
  }

  #sample(at: number): number {
    return this.#span[Math.min(Math.max(at, 0), this.#samples - 1)] ?? 0;
  }
}

/** The pitch of a frame without a peak. */
const NO_PEAK: PitchPeak = { hz: 0, magnitude: 0 };
