import { PitchPath, binHz, pitchBin, pitchGrid, type PitchGrid } from './pitch-path.js';
import { troughCandidates } from './troughs.js';
import { Yin } from './yin.js';

/** The pitch and voicing of every frame. */
export interface PitchTrack {
  /** The pitch in Hz, 0 for unvoiced frames. */
  readonly f0Hz: Float64Array; // [frames]
  readonly voicedProbability: Float64Array; // [frames]
}

/**
 * Computes librosa.pyin(y, fmin, fmax, sr, frame_length, hop_length) with its other defaults and zero padding. It
 * weighs YIN's troughs by a Beta(2, 18) prior of thresholds and finds the most probable path through bins of 10 cents.
 */
export class Pyin {
  readonly #yin: Yin;
  readonly #grid: PitchGrid;

  constructor(
    winLength: number,
    private readonly hopLength: number,
    private readonly sampleRateHz: number,
    minHz: number,
    maxHz: number,
  ) {
    this.#yin = new Yin(winLength, sampleRateHz, minHz, maxHz);
    this.#grid = pitchGrid(minHz, maxHz, hopLength / sampleRateHz);
  }

  /** @param padded the signal with half a window of zeros at each end */
  track(padded: Float64Array, frames: number): PitchTrack {
    const { bins } = this.#grid;
    const path = new PitchPath(this.#grid);
    const voiced = new Float64Array(bins);
    const voicedProbability = new Float64Array(frames);
    for (let frame = 0; frame < frames; frame++) {
      voiced.fill(0);
      const difference = this.#yin.compute(padded, frame * this.hopLength);
      for (const { period, probability } of troughCandidates(difference, this.#yin.minPeriod)) {
        if (probability === 0) continue;
        const bin = pitchBin(this.#grid, this.sampleRateHz / period);
        if (bin < bins) voiced[bin] = probability;
      }
      const sum = Math.min(
        1,
        voiced.reduce((total, value) => total + value, 0),
      );
      voicedProbability[frame] = sum;
      path.push(voiced, (1 - sum) / bins);
    }
    const f0Hz = Float64Array.from(path.end(), (state) => (state < bins ? binHz(this.#grid, state) : 0));
    return { f0Hz, voicedProbability };
  }
}
