import type { Assessment, Evaluation, Utterance } from '#libs/contracts';
import { fitAbstention } from './abstention.js';
import { conformalSets, type Labelled } from './conformal.js';
import { evaluate } from './evaluate.js';
import { groupResults } from './groups.js';
import { largest } from './largest.js';
import { computeReliability } from './calibration.js';
import { fitTemperature, scaled } from './temperature.js';

/** One part of a corpus with a model's probabilities for it. */
export interface ScoredPart extends Labelled {
  /** In clip order. */
  readonly utterances: readonly Pick<Utterance, 'speaker' | 'gender'>[];
}

export interface AssessedModel {
  /** Null if there is no validation part. */
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
  readonly assessment: Assessment;
}

/**
 * Computes the full assessment of a model's answers for its report. It fits temperature, conformal threshold and
 * abstention threshold on the validation part and measures them on the test part.
 */
export function assess(
  validation: ScoredPart,
  test: ScoredPart,
  labelNames: readonly string[],
): AssessedModel {
  const classes = labelNames.length;
  const testEvaluation = evaluate(test.probabilities, test.labels, labelNames);
  const hasValidation = validation.labels.length > 0;
  const truth = Array.from(test.labels);
  const predicted = truth.map((_, clip) => largest(test.probabilities, clip * classes, classes));
  const groups = (of: 'speaker' | 'gender') => {
    const groupOf = test.utterances.map((utterance) => utterance[of]);
    return groupResults(truth, predicted, groupOf, classes);
  };
  return {
    validation: hasValidation ? evaluate(validation.probabilities, validation.labels, labelNames) : null,
    test: testEvaluation,
    assessment: {
      confusionByTruth: normalizeRows(testEvaluation.confusion),
      confusionByPrediction: transpose(normalizeRows(transpose(testEvaluation.confusion))),
      ...(hasValidation ? fitAndMeasure(validation, test, classes) : UNFITTED),
      speakers: groups('speaker'),
      genders: groups('gender'),
      predictions: { truth, predicted, ...indexSpeakers(test.utterances) },
    },
  };
}

const UNFITTED = { calibration: null, conformal: null, abstention: null };

function fitAndMeasure(validation: Labelled, test: Labelled, classes: number) {
  const temperature = fitTemperature(validation.probabilities, validation.labels, classes);
  const calibrate = ({ probabilities, labels }: Labelled): Labelled => ({
    probabilities: scaled(probabilities, classes, temperature),
    labels,
  });
  const [known, unknown] = [calibrate(validation), calibrate(test)];
  return {
    calibration: {
      temperature,
      fittedOn: validation.labels.length,
      before: computeReliability(test.probabilities, test.labels, classes),
      after: computeReliability(unknown.probabilities, test.labels, classes),
    },
    conformal: conformalSets(known, unknown, classes),
    abstention: fitAbstention(known, unknown, classes),
  };
}

/** Divides each row by its sum; rows of zeros stay zero. */
function normalizeRows(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}

function transpose(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0));
}

function indexSpeakers(utterances: readonly Pick<Utterance, 'speaker'>[]) {
  const names = utterances.flatMap(({ speaker }) => speaker ?? []);
  if (names.length < utterances.length) return { speakers: null, speaker: null };
  const speakers = [...new Set(names)].sort();
  return { speakers, speaker: names.map((name) => speakers.indexOf(name)) };
}
