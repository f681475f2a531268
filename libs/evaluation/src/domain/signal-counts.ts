import { SIGNAL_BINS, type FigureRange, type SignalFigure } from '#libs/contracts';

/** Clips by a figure of their signals, in its `SIGNAL_BINS`. */
export type Counts = readonly number[];

export function binOf(figure: SignalFigure, value: number): number {
  const { from, width, bins } = SIGNAL_BINS[figure];
  return Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)));
}

/** The middle of a bin stands for what is in it. */
function valueOf(figure: SignalFigure, bin: number): number {
  const { from, width } = SIGNAL_BINS[figure];
  return from + (bin + 0.5) * width;
}

export function totalOf(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Null of no clip. */
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

/** Standard deviation in the unit of the figure; 0 of no clip. */
export function deviationOf(figure: SignalFigure, counts: Counts): number {
  const total = Math.max(1, totalOf(counts));
  const mean = counts.reduce((sum, count, bin) => sum + count * valueOf(figure, bin), 0) / total;
  const squares = counts.reduce((sum, count, bin) => sum + count * (valueOf(figure, bin) - mean) ** 2, 0);
  return Math.sqrt(squares / total);
}

/**
 * Wasserstein-1 distance in the unit of the figure: how far clips have to be moved, on average, to make one set like the
 * other. Neither is empty.
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
