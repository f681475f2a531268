/**
 * Computes the bar heights of a waveform: each bar is the largest peak of the stretches it covers.
 *
 * @param stretches length of the clip in stretches; the last one may be partial
 */
export function computeBars(peaks: readonly number[], stretches: number, bars: number): number[] {
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * stretches) / bars);
    const to = Math.max(from + 1, Math.ceil(((bar + 1) * stretches) / bars));
    return Math.max(0, ...peaks.slice(from, to));
  });
}
