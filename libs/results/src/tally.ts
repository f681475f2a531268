import { type ErrorLine, type ScoreLine, type ScoringSummary, roundTo } from '#libs/contracts';

/** Number of bins in the confidence histogram: `[0, 0.05)` to `[0.95, 1]`. */
export const CONFIDENCE_BINS = 20;

export type Tallied = Pick<
  ScoringSummary,
  | 'scored'
  | 'failed'
  | 'segments'
  | 'audioSeconds'
  | 'labels'
  | 'meanProbabilities'
  | 'uncertain'
  | 'confidence'
  | 'errorsByCode'
  | 'warningsByCode'
>;

/** Counts scores and errors one by one. The same lines in the same order always give the same numbers. */
export class Tally {
  private scored = 0;
  private failed = 0;
  private segments = 0;
  private audioSeconds = 0;
  /** Stays null while no score has the field `isUncertain`. */
  private uncertain: number | null = null;
  private readonly labels = new Map<string, number>();
  private readonly probabilities = new Map<string, number>();
  private readonly confidence = new Array<number>(CONFIDENCE_BINS).fill(0);
  private readonly errorsByCode = new Map<string, number>();
  private readonly warningsByCode = new Map<string, number>();

  addScore(score: ScoreLine): void {
    const { label, probability, probabilities, durationSeconds, segments, isUncertain, warning } = score;
    this.scored += 1;
    this.segments += segments?.length ?? 0;
    this.audioSeconds += durationSeconds;
    if (isUncertain !== undefined) this.uncertain = (this.uncertain ?? 0) + (isUncertain ? 1 : 0);
    increment(this.labels, label, 1);
    if (warning !== undefined) increment(this.warningsByCode, warning.code, 1);
    for (const [name, value] of Object.entries(probabilities)) increment(this.probabilities, name, value);
    // Round to a millionth of a bin, so that a floating-point error cannot move a probability at an edge one bin down.
    const bin = Math.floor(Math.round(probability * CONFIDENCE_BINS * 1e6) / 1e6);
    const at = Math.min(CONFIDENCE_BINS - 1, bin);
    this.confidence[at] = (this.confidence[at] ?? 0) + 1;
  }

  addError({ code }: ErrorLine): void {
    this.failed += 1;
    increment(this.errorsByCode, code, 1);
  }

  result(): Tallied {
    const { scored, failed, segments, uncertain } = this;
    const means = [...this.probabilities].map(([name, sum]) => [name, roundTo(sum / scored, 6)] as const);
    return {
      scored,
      failed,
      segments,
      audioSeconds: roundTo(this.audioSeconds, 3),
      labels: toSortedRecord(this.labels),
      ...(uncertain === null ? {} : { uncertain }),
      meanProbabilities: toSortedRecord(new Map(means)),
      confidence: { binWidth: 1 / CONFIDENCE_BINS, counts: [...this.confidence] },
      errorsByCode: toSortedRecord(this.errorsByCode),
      ...(this.warningsByCode.size === 0 ? {} : { warningsByCode: toSortedRecord(this.warningsByCode) }),
    };
  }
}

function increment(counts: Map<string, number>, key: string, amount: number): void {
  counts.set(key, (counts.get(key) ?? 0) + amount);
}

function toSortedRecord(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
