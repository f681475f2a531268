/** A clip in the table: scored, or failed with a code. */
export interface ClipRow {
  readonly clip: number;
  readonly name: string;
  readonly label: string | null;
  /** Of the label, in [0, 1]. */
  readonly probability: number | null;
  readonly durationSeconds: number | null;
  /** Whether the model had better say nothing; null where it has no threshold, or nothing is said. */
  readonly isUncertain: boolean | null;
  /** Why there is no score. */
  readonly code: string | null;
}

export type SortKey = 'clip' | 'name' | 'label' | 'probability' | 'durationSeconds';

export interface Wish {
  /** One label, `FAILED`, or null for all. */
  readonly label: string | null;
  /** Probabilities of the label in [from, to); what has no score has none. */
  readonly between: readonly [from: number, to: number] | null;
  /** Scores that are uncertain or not; null for all. */
  readonly uncertain: boolean | null;
  readonly search: string;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

/** Stands for the clips without a score; no label has a line feed. */
export const FAILED = '\n';

/** The rows that are wished for, in the wished order; what a row has not comes last. */
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
  // By code units: a comparison by locale of a hundred thousand names takes seconds.
  return a < b ? -sign : a > b ? sign : 0;
}

/** Clips by label. */
export function countLabels(rows: readonly ClipRow[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of rows) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Clips whose score is uncertain; null where the model has no threshold. */
export function countUncertain(rows: readonly ClipRow[]): number | null {
  let count: number | null = null;
  for (const { isUncertain } of rows) if (isUncertain !== null) count = (count ?? 0) + (isUncertain ? 1 : 0);
  return count;
}
