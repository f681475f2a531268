import type { Conformal } from '#libs/contracts';

/** Probabilities of some clips and their true labels. */
export interface Labelled {
  readonly probabilities: Float32Array; // [clips, classes]
  readonly labels: ArrayLike<number>; // [clips]
}

/**
 * Fits split-conformal label sets (score: 1 - probability of the truth) and measures them on the test part. The sets
 * contain the true label in the wanted share of cases, for clips like the validation clips. Unheard speakers can
 * break that guarantee; `testCoverage` shows by how much.
 *
 * @param validation clips that training did not see
 */
export function conformalSets(
  validation: Labelled,
  test: Labelled,
  classes: number,
  wantedCoverage = 0.9,
): Conformal {
  const ofTruth = Array.from(
    validation.labels,
    (label, clip) => validation.probabilities[clip * classes + label] ?? 0,
  ).sort((a, b) => b - a);
  const rank = Math.ceil((ofTruth.length + 1) * wantedCoverage); // 1-based; beyond the last, sets contain every label
  const threshold = ofTruth[rank - 1] ?? 0;
  const sizes: number[] = [];
  let covered = 0;
  for (let clip = 0; clip < test.labels.length; clip++) {
    const row = test.probabilities.subarray(clip * classes, (clip + 1) * classes);
    sizes.push(row.reduce((size, probability) => size + (probability >= threshold ? 1 : 0), 0));
    if ((row[test.labels[clip] ?? -1] ?? -1) >= threshold) covered++;
  }
  const clips = Math.max(1, sizes.length);
  const shareOf = (wanted: number) => sizes.filter((size) => size === wanted).length / clips;
  return {
    wantedCoverage,
    threshold,
    testCoverage: covered / clips,
    meanSetSize: sizes.reduce((sum, size) => sum + size, 0) / clips,
    singletons: shareOf(1),
    empty: shareOf(0),
  };
}
