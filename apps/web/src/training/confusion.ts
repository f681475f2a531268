/** How a confusion matrix is shown. */
export type Normalisation = 'counts' | 'rows' | 'columns';

/** Shares of a matrix of counts `[true][predicted]`: rows or columns that sum to 1, or to 0 where there is no clip. */
export function sharesOf(counts: readonly (readonly number[])[], by: 'rows' | 'columns'): number[][] {
  const columnSums = (counts[0] ?? []).map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return counts.map((row) => {
    const rowSum = row.reduce((sum, clips) => sum + clips, 0);
    return row.map((clips, at) => {
      const whole = by === 'rows' ? rowSum : (columnSums[at] ?? 0);
      return whole === 0 ? 0 : clips / whole;
    });
  });
}
