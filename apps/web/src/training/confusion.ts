/** The unit of the cells of a confusion matrix. */
export type Normalization = 'counts' | 'rows' | 'columns';

/** Normalizes a matrix of counts `[true][predicted]`: rows or columns sum to 1, or to 0 if they have no clips. */
export function normalizeConfusion(
  counts: readonly (readonly number[])[],
  by: 'rows' | 'columns',
): number[][] {
  const columnSums = (counts[0] ?? []).map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return counts.map((row) => {
    const rowSum = row.reduce((sum, clips) => sum + clips, 0);
    return row.map((clips, at) => {
      const whole = by === 'rows' ? rowSum : (columnSums[at] ?? 0);
      return whole === 0 ? 0 : clips / whole;
    });
  });
}

/** A tested model's confusion in clips, `[true][predicted]`, both in the order of `labels`. */
export interface Confused {
  readonly labels: readonly string[];
  readonly confusion: readonly (readonly number[])[];
}

/**
 * Subtracts the confusion shares of one model from another's, `[true][predicted]`, in the order of the other's
 * labels. An entry is null if a model was tested on no clip of the label. Returns null if the models have different
 * labels.
 */
export function subtractConfusion(one: Confused, other: Confused): (number | null)[][] | null {
  if (one.labels.length !== other.labels.length) return null;
  const order = other.labels.map((label) => one.labels.indexOf(label));
  if (order.includes(-1)) return null;
  const [more, less] = [
    normalizeConfusion(one.confusion, 'rows'),
    normalizeConfusion(other.confusion, 'rows'),
  ];
  const isTested = (row: readonly number[] | undefined) => row?.some((share) => share > 0) === true;
  return less.map((row, truth) => {
    const same = more[order[truth] ?? -1];
    const isKnown = isTested(row) && isTested(same);
    return row.map((share, answer) => (isKnown ? (same?.[order[answer] ?? -1] ?? 0) - share : null));
  });
}
