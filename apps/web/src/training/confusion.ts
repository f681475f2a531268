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

/** Of a model that was tested: `confusion[true][predicted]` in clips, both in the order of `labels`. */
export interface Confused {
  readonly labels: readonly string[];
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Of each true label, the share of clips that got an answer from one model less that from the other, `[true][predicted]`
 * in the order of the other's labels. Null where a model was tested on no clip of the label; null altogether where the
 * models do not know the same labels.
 */
export function differenceOf(one: Confused, other: Confused): (number | null)[][] | null {
  if (one.labels.length !== other.labels.length) return null;
  const order = other.labels.map((label) => one.labels.indexOf(label));
  if (order.includes(-1)) return null;
  const [more, less] = [sharesOf(one.confusion, 'rows'), sharesOf(other.confusion, 'rows')];
  const isTested = (row: readonly number[] | undefined) => row?.some((share) => share > 0) === true;
  return less.map((row, truth) => {
    const same = more[order[truth] ?? -1];
    const isKnown = isTested(row) && isTested(same);
    return row.map((share, answer) => (isKnown ? (same?.[order[answer] ?? -1] ?? 0) - share : null));
  });
}
