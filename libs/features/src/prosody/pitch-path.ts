import { TINY } from './yin.js';

/**
 * The settings of librosa.pyin: 0.1 semitone resolution, at most 35.92 octaves per second, 0.01 voicing changes per
 * frame.
 */
const BINS_PER_SEMITONE = 10;
const MAX_OCTAVES_PER_SECOND = 35.92;
const SWITCH_PROBABILITY = 0.01;
const STAY_PROBABILITY = 1 - SWITCH_PROBABILITY;
/** The logarithm of the value that librosa adds to every probability. */
const LOG_TINY = Math.log(TINY);

/** The pitch bins, and how far the pitch may move between frames. */
export interface PitchGrid {
  readonly minHz: number;
  readonly bins: number;
  /** The number of reachable bins on either side. */
  readonly reach: number;
}

export function pitchGrid(minHz: number, maxHz: number, hopSeconds: number): PitchGrid {
  const bins = Math.floor(12 * BINS_PER_SEMITONE * Math.log2(maxHz / minHz)) + 1;
  const semitones = Math.round(MAX_OCTAVES_PER_SECOND * 12 * hopSeconds);
  return { minHz, bins, reach: Math.floor((semitones * BINS_PER_SEMITONE + 1) / 2) };
}

/** Returns the bin of a frequency, from 0. Values of at least `grid.bins` are outside the grid. */
export function pitchBin({ minHz, bins }: PitchGrid, hz: number): number {
  const exact = 12 * BINS_PER_SEMITONE * Math.log2(hz / minHz);
  return Math.min(Math.max(roundHalfToEven(exact), 0), bins);
}

export function binHz({ minHz }: PitchGrid, bin: number): number {
  return minHz * 2 ** (bin / (12 * BINS_PER_SEMITONE));
}

/**
 * Finds the most probable path through the voiced and unvoiced states of each pitch bin, frame by frame (Viterbi 1967).
 * Moves within reach have triangular weights that sum to 1; other moves have the probability that librosa adds to all.
 * Probabilities are multiplied and states compared in librosa's order, because faint frames contain many ties.
 */
export class PitchPath {
  readonly #grid: PitchGrid;
  /** Log-probabilities of moves into each bin from those within reach, without a change of voicing. */
  readonly #logStay: Float64Array; // [bins, 2 * reach + 1]
  /** Log-probabilities of the same moves with a change of voicing. */
  readonly #logSwitch: Float64Array; // [bins, 2 * reach + 1]
  #scores: Float64Array; // [2, bins]
  #next: Float64Array;
  readonly #cameFrom: Uint16Array[] = [];

  constructor(grid: PitchGrid) {
    const { bins } = grid;
    this.#grid = grid;
    this.#logStay = logMoves(grid, STAY_PROBABILITY);
    this.#logSwitch = logMoves(grid, 1 - STAY_PROBABILITY);
    this.#scores = new Float64Array(2 * bins);
    this.#next = new Float64Array(2 * bins);
  }

  /**
   * Adds one frame.
   *
   * @param voiced probability of each pitch bin, `[bins]`
   * @param unvoiced probability of each unvoiced state
   */
  push(voiced: Float64Array, unvoiced: number): void {
    const { bins } = this.#grid;
    const cameFrom = new Uint16Array(2 * bins);
    if (this.#cameFrom.length === 0) this.#next.fill(-Math.log(2 * bins));
    else for (const half of [0, 1]) this.#reachHalf(half, cameFrom);
    const logUnvoiced = Math.log(unvoiced + TINY);
    for (let bin = 0; bin < bins; bin++) {
      this.#next[bin] = (this.#next[bin] ?? 0) + Math.log((voiced[bin] ?? 0) + TINY);
      this.#next[bins + bin] = (this.#next[bins + bin] ?? 0) + logUnvoiced;
    }
    [this.#scores, this.#next] = [this.#next, this.#scores];
    this.#cameFrom.push(cameFrom);
  }

  /** Returns the states of all frames. States below `bins` are voiced, others are unvoiced. */
  end(): Int32Array {
    const frames = this.#cameFrom.length;
    const states = new Int32Array(frames);
    let state = argmax(this.#scores);
    for (let frame = frames - 1; frame >= 0; frame--) {
      states[frame] = state;
      state = this.#cameFrom[frame]?.[state] ?? 0;
    }
    return states;
  }

  /** Finds the best move into every voiced (0) or unvoiced (1) state. The lowest of equal states wins. */
  #reachHalf(half: number, cameFrom: Uint16Array): void {
    const { bins, reach } = this.#grid;
    const scores = this.#scores;
    const fromVoiced = half === 0 ? this.#logStay : this.#logSwitch;
    const fromUnvoiced = half === 0 ? this.#logSwitch : this.#logStay;
    const anywhere = argmax(scores);
    const leap = (scores[anywhere] ?? 0) + LOG_TINY;
    for (let bin = 0; bin < bins; bin++) {
      const first = Math.max(0, bin - reach);
      const last = Math.min(bins - 1, bin + reach);
      const move = bin * (2 * reach + 1) + reach - bin;
      let best = -Infinity;
      let from = 0;
      for (let at = first; at <= last; at++) {
        const score = (scores[at] ?? 0) + (fromVoiced[move + at] ?? 0);
        if (score > best) {
          best = score;
          from = at;
        }
      }
      for (let at = first; at <= last; at++) {
        const score = (scores[bins + at] ?? 0) + (fromUnvoiced[move + at] ?? 0);
        if (score > best) {
          best = score;
          from = bins + at;
        }
      }
      cameFrom[half * bins + bin] = leap > best ? anywhere : from;
      this.#next[half * bins + bin] = Math.max(best, leap);
    }
  }
}

/**
 * Computes the logarithms of librosa.sequence.transition_local(bins, 2 * reach + 1, window='triangle', wrap=False)
 * times `factor`, indexed by the target bin.
 */
function logMoves({ bins, reach }: PitchGrid, factor: number): Float64Array {
  const width = 2 * reach + 1;
  const triangle = Float64Array.from(
    { length: width },
    (_, i) => (reach + 1 - Math.abs(i - reach)) / (reach + 1),
  );
  const logs = new Float64Array(bins * width);
  for (let from = 0; from < bins; from++) {
    const first = Math.max(0, from - reach);
    const last = Math.min(bins - 1, from + reach);
    let sum = 0;
    for (let to = first; to <= last; to++) sum += triangle[to - from + reach] ?? 0;
    for (let to = first; to <= last; to++) {
      const share = (triangle[to - from + reach] ?? 0) / sum;
      logs[to * width + from - to + reach] = Math.log(factor * share + TINY);
    }
  }
  return logs;
}

function argmax(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** Rounds like numpy.round and numpy.rint. */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
