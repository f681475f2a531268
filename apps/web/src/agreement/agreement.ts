/** A model's answer to a clip. */
export interface Verdict {
  readonly clip: number;
  readonly name: string;
  readonly label: string;
  /** Probability of the label, in [0, 1]. */
  readonly probability: number;
  readonly probabilities: Readonly<Record<string, number>>;
}

/** A clip that both runs scored. */
export interface Pair {
  readonly clip: number;
  readonly name: string;
  readonly first: Pick<Verdict, 'label' | 'probability'>;
  readonly second: Pick<Verdict, 'label' | 'probability'>;
  /** Total variation between the two distributions: 0 if they are equal, 1 if they have nothing in common. */
  readonly distance: number;
}

export interface Agreement {
  /** Number of clips that both runs scored. */
  readonly clips: number;
  readonly agreed: number;
  /** Cohen's kappa, the agreement beyond chance: 1 is complete agreement, 0 is chance; null if both always chose one label. */
  readonly kappa: number | null;
  readonly meanDistance: number;
  /** Labels that occur in the first run, and labels that occur in the second run. */
  readonly firstLabels: readonly string[];
  readonly secondLabels: readonly string[];
  /** Clips `[label of the first][label of the second]`. */
  readonly counts: readonly (readonly number[])[];
}

/** Joins two runs of one archive by clip, in the order of the first. It leaves out clips that one run did not score. */
export function pairVerdicts(first: readonly Verdict[], second: readonly Verdict[]): Pair[] {
  const others = new Map(second.map((verdict) => [verdict.clip, verdict]));
  return first.flatMap((one) => {
    const other = others.get(one.clip);
    if (other === undefined) return [];
    const { clip, name } = one;
    const distance = computeDistance(one.probabilities, other.probabilities);
    return [{ clip, name, first: pickVerdict(one), second: pickVerdict(other), distance }];
  });
}

/** Measures how far two runs agree. */
export function computeAgreement(pairs: readonly Pair[]): Agreement {
  const firstLabels = listLabels(pairs.map(({ first }) => first.label));
  const secondLabels = listLabels(pairs.map(({ second }) => second.label));
  const counts = firstLabels.map(() => secondLabels.map(() => 0));
  let agreed = 0;
  let distance = 0;
  for (const pair of pairs) {
    const row = counts[firstLabels.indexOf(pair.first.label)];
    const at = secondLabels.indexOf(pair.second.label);
    if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
    if (isAgreed(pair)) agreed += 1;
    distance += pair.distance;
  }
  const clips = pairs.length;
  const meanDistance = clips === 0 ? 0 : distance / clips;
  const kappa = computeKappa(firstLabels, secondLabels, counts, agreed, clips);
  return { clips, agreed, kappa, meanDistance, firstLabels, secondLabels, counts };
}

export interface PairWish {
  /** Selects pairs by the label of the first or of the second run; null selects all. */
  readonly first: string | null;
  readonly second: string | null;
  readonly onlyApart: boolean;
  readonly search: string;
}

/** Filters pairs and sorts them by distance, largest first. */
export function selectPairs(pairs: readonly Pair[], wish: PairWish): Pair[] {
  const sought = wish.search.trim().toLowerCase();
  return pairs
    .filter(
      (pair) =>
        (wish.first === null || pair.first.label === wish.first) &&
        (wish.second === null || pair.second.label === wish.second) &&
        (!wish.onlyApart || !isAgreed(pair)) &&
        (sought === '' || pair.name.toLowerCase().includes(sought)),
    )
    .sort((a, b) => Number(isAgreed(a)) - Number(isAgreed(b)) || b.distance - a.distance || a.clip - b.clip);
}

export function isAgreed({ first, second }: Pair): boolean {
  return first.label === second.label;
}

function pickVerdict({ label, probability }: Verdict): Pair['first'] {
  return { label, probability };
}

function computeDistance(a: Verdict['probabilities'], b: Verdict['probabilities']): number {
  let sum = 0;
  for (const label in a) sum += Math.abs((a[label] ?? 0) - (b[label] ?? 0));
  for (const label in b) if (!(label in a)) sum += b[label] ?? 0;
  return Math.min(1, sum / 2);
}

function listLabels(labels: readonly string[]): string[] {
  return [...new Set(labels)].sort();
}

function computeKappa(
  rows: readonly string[],
  columns: readonly string[],
  counts: readonly (readonly number[])[],
  agreed: number,
  clips: number,
): number | null {
  const rowSum = (at: number) => (counts[at] ?? []).reduce((sum, value) => sum + value, 0);
  const columnSum = (at: number) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  const chance = rows.reduce((sum, label, at) => {
    const other = columns.indexOf(label);
    return other < 0 ? sum : sum + (rowSum(at) * columnSum(other)) / clips ** 2;
  }, 0);
  return clips === 0 || chance >= 1 ? null : (agreed / clips - chance) / (1 - chance);
}
