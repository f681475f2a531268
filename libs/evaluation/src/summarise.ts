import type { ProtocolReport, ProtocolRun } from '#libs/contracts';
import { computeRates, type Rates } from './evaluate.js';
import { computeSpread, type Spread } from './statistics.js';

/** A recipe's figures under a protocol: averaged first over the folds of each seed, then over seeds. */
export interface ProtocolSummary {
  readonly seeds: readonly number[];
  readonly folds: readonly number[];
  /** True if every fold of the protocol was run with every seed. */
  readonly isWhole: boolean;
  readonly uar: Spread;
  readonly accuracy: Spread;
  readonly macroF1: Spread;
  readonly ece: Spread;
  readonly brier: Spread;
  /** Null if a training had no validation part. */
  readonly calibrated: { readonly ece: Spread; readonly brier: Spread } | null;
  /** Rates over the test clips of all trainings together. */
  readonly pooled: Rates;
  /** The share of test clips that have a twin in the training part. Null if the corpus has no twins. */
  readonly twinsInTraining: number | null;
}

export function summarise(report: ProtocolReport): ProtocolSummary {
  const { runs, labels } = report;
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  const folds = [...new Set(runs.map(({ fold }) => fold))].sort((a, b) => a - b);
  const over = (of: (run: ProtocolRun) => number): Spread =>
    computeSpread(seeds.map((seed) => computeSpread(runs.filter((run) => run.seed === seed).map(of)).mean));
  const isCalibrated = runs.every(({ calibrated }) => calibrated !== null);
  const twins = runs.map(({ split }) => split.testTwinsInTraining);
  return {
    seeds,
    folds,
    isWhole: folds.length === report.folds && runs.length === folds.length * seeds.length,
    uar: over(({ uar }) => uar),
    accuracy: over(({ accuracy }) => accuracy),
    macroF1: over(({ macroF1 }) => macroF1),
    ece: over(({ ece }) => ece),
    brier: over(({ brier }) => brier),
    calibrated: isCalibrated
      ? {
          ece: over(({ calibrated }) => calibrated?.ece ?? 0),
          brier: over(({ calibrated }) => calibrated?.brier ?? 0),
        }
      : null,
    pooled: computeRates(
      runs.flatMap(({ predictions }) => predictions.truth),
      runs.flatMap(({ predictions }) => predictions.predicted),
      labels,
    ),
    twinsInTraining: twins.every((share) => share !== null)
      ? twins.reduce((sum, share) => sum + share, 0) / twins.length
      : null,
  };
}
