import type { Conformal } from '#libs/contracts';

/** Probabilities of some clips and what is true of them. */
export interface Labelled {
  readonly probabilities: Float32Array; // [clips, classes]
  readonly labels: ArrayLike<number>; // [clips]
}

/**
 * Label sets that hold the truth in a wanted share of cases, whatever the model (split-conformal prediction with the
 * score 1 - probability of the truth). The promise is for clips like the validation clips: of unheard speakers it may
 * be broken, and `testCoverage` says by how much.
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
  const rank = Math.ceil((ofTruth.length + 1) * wantedCoverage); // 1-based; beyond the last, every label is in
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
