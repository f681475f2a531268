import type { Evaluation } from '#libs/contracts';
import { brierScore, expectedCalibrationError } from './calibration.js';
import { largest } from './largest.js';

export type Rates = Omit<Evaluation, 'ece' | 'brier'>;

/**
 * Measures probabilities against the truth. Classes without clips are left out of every mean; a class that is never
 * predicted has precision and F1 of 0.
 *
 * @param probabilities `[clips, classes]`
 * @param labels the true class of each clip, an index into `labelNames`
 */
export function evaluate(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  labelNames: readonly string[],
): Evaluation {
  const classes = labelNames.length;
  const predicted = Array.from(labels, (_, clip) => largest(probabilities, clip * classes, classes));
  return {
    ...computeRates(labels, predicted, labelNames),
    ece: expectedCalibrationError(probabilities, labels, classes),
    brier: brierScore(probabilities, labels, classes),
  };
}

/** Computes the measures that need predicted labels only, no probabilities. */
export function computeRates(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  labelNames: readonly string[],
): Rates {
  const classes = labelNames.length;
  const confusion = labelNames.map(() => new Array<number>(classes).fill(0)); // [true][predicted]
  for (let clip = 0; clip < labels.length; clip++) {
    const row = confusion[labels[clip] ?? -1];
    if (!row)
      throw new RangeError(
        `Clip ${clip} has class ${labels[clip] ?? 'undefined'}; there are ${classes} classes.`,
      );
    const predicted = predictions[clip] ?? -1;
    row[predicted] = (row[predicted] ?? 0) + 1;
  }
  const perClass = labelNames.map((label, at) => classRates(label, at, confusion));
  const occurring = perClass.filter(({ support }) => support > 0);
  const hits = confusion.reduce((sum, row, at) => sum + (row[at] ?? 0), 0);
  return {
    clips: labels.length,
    accuracy: ratio(hits, labels.length),
    uar: mean(occurring.map(({ recall }) => recall)),
    macroF1: mean(occurring.map(({ f1 }) => f1)),
    perClass,
    confusion,
  };
}

/** Computes the mean of -log(probability of the truth), with probabilities clamped to at least 1e-12. */
export function meanCrossEntropy(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): number {
  let sum = 0;
  for (let clip = 0; clip < labels.length; clip++) {
    sum -= Math.log(Math.max(probabilities[clip * classes + (labels[clip] ?? 0)] ?? 0, 1e-12));
  }
  return ratio(sum, labels.length);
}

function classRates(
  label: string,
  at: number,
  confusion: readonly number[][],
): Evaluation['perClass'][number] {
  const support = (confusion[at] ?? []).reduce((sum, count) => sum + count, 0);
  const predicted = confusion.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  const hits = confusion[at]?.[at] ?? 0;
  return {
    label,
    support,
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + predicted),
  };
}

function mean(values: readonly number[]): number {
  return ratio(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  );
}

/** Returns 0 when nothing was counted, so that a report never contains NaN. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
