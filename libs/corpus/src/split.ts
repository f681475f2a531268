import type { SplitName, SplitPart, SplitReport, Utterance } from '#libs/contracts';

/** What is to be divided, and how. */
export interface SplitRequest {
  /** One corpus, or several joined by "+". */
  readonly corpus: string;
  readonly utterances: readonly Utterance[];
  /** SHA-256 of each utterance's clip, in the order of `utterances`: finds recordings that occur twice. */
  readonly contentHashes?: readonly string[];
  readonly split: SplitName;
  /** From 0; splits without folds take 0 only. */
  readonly fold: number;
  readonly seed: number;
  /** Share of the training part (or of its speakers) that is kept for choosing the epoch. */
  readonly validationShare: number;
}

/** A corpus divided. Each array holds positions in `utterances`, ascending; together they hold each once. */
export interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  readonly report: SplitReport;
}

/** The part of each utterance, by position. */
export type Assignment = readonly SplitPart[];
