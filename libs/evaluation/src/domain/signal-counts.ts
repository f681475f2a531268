import { SIGNAL_BINS, type FigureRange, type SignalFigure } from '#libs/contracts';

export const SIGNAL_FIGURES = ['levelDbfs', 'snrDb', 'bandwidthHz'] as const;

/** Computes one value for each signal figure. */
export function forEachFigure<T>(valueOf: (figure: SignalFigure) => T): Record<SignalFigure, T> {
  const [levelDbfs, snrDb, bandwidthHz] = SIGNAL_FIGURES;
  return { levelDbfs: valueOf(levelDbfs), snrDb: valueOf(snrDb), bandwidthHz: valueOf(bandwidthHz) };
}

/** Clip counts by the bins of one signal figure (`SIGNAL_BINS`). */
export type Counts = readonly number[];

export function binOf(figure: SignalFigure, value: number): number {
  const { from, width, bins } = SIGNAL_BINS[figure];
  return Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)));
}

/** Returns the middle of a bin, which represents every value in it. */
function valueOf(figure: SignalFigure, bin: number): number {
  const { from, width } = SIGNAL_BINS[figure];
  return from + (bin + 0.5) * width;
}

export function totalOf(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Returns the 10th, 50th and 90th percentile; null if nothing was counted. */
export function rangeOf(figure: SignalFigure, counts: Counts): FigureRange | null {
  if (totalOf(counts) === 0) return null;
  const [low, median, high] = [0.1, 0.5, 0.9].map((share) => quantile(figure, counts, share));
  return { low: low ?? 0, median: median ?? 0, high: high ?? 0 };
}

function quantile(figure: SignalFigure, counts: Counts, share: number): number {
  const wanted = share * totalOf(counts);
  let seen = 0;
  const bin = counts.findIndex((count) => (seen += count) >= wanted && seen > 0);
  return valueOf(figure, bin);
}

/** Returns the standard deviation in the figure's unit; 0 if nothing was counted. */
export function deviationOf(figure: SignalFigure, counts: Counts): number {
  const total = Math.max(1, totalOf(counts));
  const mean = counts.reduce((sum, count, bin) => sum + count * valueOf(figure, bin), 0) / total;
  const squares = counts.reduce((sum, count, bin) => sum + count * (valueOf(figure, bin) - mean) ** 2, 0);
  return Math.sqrt(squares / total);
}

/**
 * Computes the Wasserstein-1 distance in the figure's unit: how far clips must move on average to turn one set into
 * the other. Neither may be empty.
 */
export function wasserstein(figure: SignalFigure, one: Counts, other: Counts): number {
  const [ones, others] = [totalOf(one), totalOf(other)];
  let [ahead, moved] = [0, 0];
  for (let bin = 0; bin < SIGNAL_BINS[figure].bins; bin++) {
    ahead += (one[bin] ?? 0) / ones - (other[bin] ?? 0) / others;
    moved += Math.abs(ahead);
  }
  return moved * SIGNAL_BINS[figure].width;
}
