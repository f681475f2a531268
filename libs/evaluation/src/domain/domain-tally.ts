import { SIGNAL_BINS, type DomainStatistics, type SignalFigures, type TrainingDomain } from '#libs/contracts';
import { SIGNAL_FIGURES, binOf, forEachFigure, rangeOf } from './signal-counts.js';

/** The significant digits of a stored mean. Clips differ by far more, and six digits halve the bytes. */
const DIGITS = 6;

/** Accumulates the domain statistics of clips, one clip at a time. */
export class DomainTally {
  #clips = 0;
  readonly #means: Float64Array; // [coefficients]
  /** Sums of squares about the means (Welford 1962). */
  readonly #squares: Float64Array; // [coefficients]
  readonly #own: Float64Array; // [coefficients]
  readonly #signal = {
    clips: 0,
    ...forEachFigure((figure) => new Array<number>(SIGNAL_BINS[figure].bins).fill(0)),
  };

  constructor(private readonly coefficients: number) {
    this.#means = new Float64Array(coefficients);
    this.#squares = new Float64Array(coefficients);
    this.#own = new Float64Array(coefficients);
  }

  /**
   * @param features all rows of the clip, `[frames, coefficients]`
   * @param signal omitted if the clip's signal was not measured
   */
  add(features: Float32Array, signal?: SignalFigures): void {
    this.#addFeatures(features);
    if (signal === undefined) return;
    this.#signal.clips++;
    for (const figure of SIGNAL_FIGURES) {
      const counts = this.#signal[figure];
      const bin = binOf(figure, signal[figure]);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }

  result(): DomainStatistics {
    const signal = { clips: this.#signal.clips, ...forEachFigure((figure) => [...this.#signal[figure]]) };
    return { v: 1, clips: this.#clips, means: Array.from(this.#means, round), signal };
  }

  /** Returns the statistics of a training part, with deviations and ranges. */
  training(): TrainingDomain {
    return {
      ...this.result(),
      deviations: Array.from(this.#squares, (sum) => round(Math.sqrt(sum / Math.max(1, this.#clips)))),
      ranges: rangesOf(this.#signal),
    };
  }

  #addFeatures(features: Float32Array): void {
    const { coefficients } = this;
    const own = this.#own.fill(0);
    for (let at = 0; at < features.length;) {
      for (let k = 0; k < coefficients; k++, at++) own[k] = (own[k] ?? 0) + (features[at] ?? 0);
    }
    this.#clips++;
    const frames = Math.max(1, features.length / coefficients);
    for (let k = 0; k < coefficients; k++) {
      const value = (own[k] ?? 0) / frames;
      const before = value - (this.#means[k] ?? 0);
      this.#means[k] = (this.#means[k] ?? 0) + before / this.#clips;
      this.#squares[k] = (this.#squares[k] ?? 0) + before * (value - (this.#means[k] ?? 0));
    }
  }
}

/** Measures the clips of a training part, each with the features of all its rows, `[frames, coefficients]`. */
export function measureTrainingDomain(
  coefficients: number,
  clips: Iterable<{ readonly features: Float32Array; readonly signal: SignalFigures | undefined }>,
): TrainingDomain {
  const tally = new DomainTally(coefficients);
  for (const { features, signal } of clips) tally.add(features, signal);
  return tally.training();
}

/**
 * Pools the statistics of several training parts, assuming that they share no clip. Returns null if one is unknown or
 * has another number of coefficients.
 */
export function poolTrainings(parts: readonly (TrainingDomain | undefined)[]): TrainingDomain | null {
  const known = parts.filter((part) => part !== undefined);
  const [first, ...others] = known;
  if (first === undefined || known.length < parts.length) return null;
  if (known.some(({ means }) => means.length !== first.means.length)) return null;
  const { clips, means, signal } = others.reduce<DomainStatistics>(mergeDomains, first);
  const variances = means.map((mean, k) =>
    known.reduce((sum, part) => {
      const [own = 0, deviation = 0] = [part.means[k], part.deviations[k]];
      return sum + (part.clips / Math.max(1, clips)) * (deviation ** 2 + (own - mean) ** 2);
    }, 0),
  );
  return {
    v: 1,
    clips,
    means: means.map(round),
    deviations: variances.map((variance) => round(Math.sqrt(variance))),
    signal,
    ranges: rangesOf(signal),
  };
}

function rangesOf(signal: DomainStatistics['signal']): TrainingDomain['ranges'] {
  const { levelDbfs, snrDb, bandwidthHz } = forEachFigure((figure) => rangeOf(figure, signal[figure]));
  return levelDbfs === null || snrDb === null || bandwidthHz === null
    ? null
    : { levelDbfs, snrDb, bandwidthHz };
}

/** Merges the statistics of two sets of clips. Float sums depend on their order, so fold shards in archive order. */
export function mergeDomains(one: DomainStatistics, other: DomainStatistics): DomainStatistics {
  if (one.clips === 0) return other;
  if (other.clips === 0) return one;
  const clips = one.clips + other.clips;
  return {
    v: 1,
    clips,
    means: one.means.map((mean, k) => mean + (((other.means[k] ?? 0) - mean) * other.clips) / clips),
    signal: {
      clips: one.signal.clips + other.signal.clips,
      ...forEachFigure((figure) =>
        one.signal[figure].map((count, bin) => count + (other.signal[figure][bin] ?? 0)),
      ),
    },
  };
}

function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
