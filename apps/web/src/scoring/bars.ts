/**
 * Heights of the bars that a picture of waves is made of: for each the largest peak of the stretches that it covers.
 *
 * @param stretches how many the clip is long; the last one may be covered in part
 */
export function barsOf(peaks: readonly number[], stretches: number, bars: number): number[] {
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * stretches) / bars);
    const to = Math.max(from + 1, Math.ceil(((bar + 1) * stretches) / bars));
    return Math.max(0, ...peaks.slice(from, to));
  });
}
