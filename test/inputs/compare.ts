/** How far two decodings of one file differ. */
export interface Difference {
  /** Samples per channel: ours minus the other's. */
  readonly frames: number;
  /** Smallest correlation of a channel after alignment. */
  readonly correlation: number;
  /** Samples by which ours is later. */
  readonly lag: number;
}

const MOST_LAG = 3_000;
const WINDOW = 6_000;

/** Compares signals channel by channel. @param maySlide searches for the lag with the best correlation */
export function compareSignals(
  ours: readonly Float32Array[],
  theirs: readonly Float32Array[],
  maySlide: boolean,
): Difference {
  const frames = (ours[0]?.length ?? 0) - (theirs[0]?.length ?? 0);
  if (ours.length !== theirs.length) return { frames, correlation: NaN, lag: 0 };
  const lag = maySlide ? findLag(ours[0] ?? new Float32Array(), theirs[0] ?? new Float32Array()) : 0;
  const correlations = ours.map((channel, index) => correlate(channel, theirs[index] ?? channel, lag));
  return { frames, correlation: Math.min(...correlations), lag };
}

/** Finds the lag by a stretch in the middle. */
function findLag(ours: Float32Array, theirs: Float32Array): number {
  const length = Math.min(ours.length, theirs.length);
  const size = Math.min(WINDOW, Math.floor(length / 3));
  const from = Math.floor((length - size) / 2);
  const most = Math.min(MOST_LAG, from);
  let best = { lag: 0, value: -Infinity };
  for (let distance = 0; distance <= most; distance++) {
    for (const lag of distance === 0 ? [0] : [distance, -distance]) {
      const value = correlateRange(ours, theirs, from, from + size, lag);
      if (value > best.value + 1e-9) best = { lag, value };
    }
    if (best.value > 0.9999) break;
  }
  return best.lag;
}

function correlate(ours: Float32Array, theirs: Float32Array, lag: number): number {
  const from = Math.max(0, -lag);
  return correlateRange(ours, theirs, from, Math.min(theirs.length, ours.length - lag), lag);
}

/** Correlates `theirs[i]` with `ours[i + lag]` for i in [from, to). Two silent stretches correlate perfectly. */
function correlateRange(
  ours: Float32Array,
  theirs: Float32Array,
  from: number,
  to: number,
  lag: number,
): number {
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const [x, y] = [ours[i + lag] ?? 0, theirs[i] ?? 0];
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  return xx === 0 && yy === 0 ? 1 : xy / Math.sqrt(xx * yy);
}
