/** A row of the clip table: a scored clip, or a failed one with its error code. */
export interface ClipRow {
  readonly clip: number;
  readonly name: string;
  readonly label: string | null;
  /** Probability of the label, in [0, 1]. */
  readonly probability: number | null;
  readonly durationSeconds: number | null;
  /** True if the model should abstain; null if it has no threshold or the clip has no score. */
  readonly isUncertain: boolean | null;
  /** Error code of a clip without a score. */
  readonly code: string | null;
}

export type SortKey = 'clip' | 'name' | 'label' | 'probability' | 'durationSeconds';

export interface Wish {
  /** A label, `FAILED`, or null for all. */
  readonly label: string | null;
  /** Range of probabilities [from, to). Clips without a score are outside every range. */
  readonly between: readonly [from: number, to: number] | null;
  /** True for uncertain scores, false for the others, null for all. */
  readonly uncertain: boolean | null;
  readonly search: string;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

/** Selects the clips without a score. No label contains a line feed. */
export const FAILED = '\n';

/** Filters and sorts rows. Rows without the sorted value come last. */
export function select(
  rows: readonly ClipRow[],
  { label, between, uncertain, search, sort, isDescending }: Wish,
): ClipRow[] {
  const sought = search.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      (label === null || (label === FAILED ? row.code !== null : row.label === label)) &&
      (between === null || isWithin(row.probability, between)) &&
      (uncertain === null || row.isUncertain === uncertain) &&
      (sought === '' || row.name.toLowerCase().includes(sought)),
  );
  const sign = isDescending ? -1 : 1;
  return found.sort((a, b) => compare(a[sort], b[sort], sign) || a.clip - b.clip);
}

function isWithin(probability: number | null, [from, to]: readonly [number, number]): boolean {
  return probability !== null && probability >= from && probability < to;
}

function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  // Compare code units: a locale comparison of a hundred thousand names takes seconds.
  return a < b ? -sign : a > b ? sign : 0;
}

export function countLabels(rows: readonly ClipRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of rows) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Counts uncertain scores; null if the model has no threshold. */
export function countUncertain(rows: readonly ClipRow[]): number | null {
  let count: number | null = null;
  for (const { isUncertain } of rows) if (isUncertain !== null) count = (count ?? 0) + (isUncertain ? 1 : 0);
  return count;
}
