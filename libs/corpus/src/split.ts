import type { SplitName, SplitPart, SplitReport, Utterance } from '#libs/contracts';

/** A corpus to split, and how to split it. */
export interface SplitRequest {
  /** One corpus, or several joined by "+". */
  readonly corpus: string;
  readonly utterances: readonly Utterance[];
  /** SHA-256 of each utterance's clip, in the order of `utterances`. They reveal recordings that occur twice. */
  readonly contentHashes?: readonly string[];
  readonly split: SplitName;
  /** Fold number, from 0; splits without folds accept 0 only. */
  readonly fold: number;
  readonly seed: number;
  /** Share of the training part (or of its speakers) that is held out to choose the epoch. */
  readonly validationShare: number;
}

/**
 * A split corpus. `train`, `validation` and `test` contain positions in `utterances`, in ascending order. Each position
 * is in exactly one of the three.
 */
export interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  readonly report: SplitReport;
}

/** For each utterance, the part of the split to which it belongs, in the order of `utterances`. */
export type Assignment = readonly SplitPart[];
