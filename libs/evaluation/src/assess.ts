import type { Assessment, Evaluation, Utterance } from '#libs/contracts';
import { abstentionOf } from './abstention.js';
import { conformalSets, type Labelled } from './conformal.js';
import { evaluate } from './evaluate.js';
import { groupResults } from './groups.js';
import { largest } from './largest.js';
import { reliabilityOf } from './reliability.js';
import { fitTemperature, scaled } from './temperature.js';

/** A part of a corpus and what a model says of it. */
export interface ScoredPart extends Labelled {
  /** In the order of the clips. */
  readonly utterances: readonly Pick<Utterance, 'speaker' | 'gender'>[];
}

export interface AssessedModel {
  /** Null without a validation part. */
  readonly validation: Evaluation | null;
  readonly test: Evaluation;
  readonly assessment: Assessment;
}

/**
 * Everything that a report says of a model's answers. What has to be fitted (temperature, conformal and abstain
 * thresholds) is fitted on the validation part and measured on the test part.
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
  const groups = (of: 'speaker' | 'gender') =>
    groupResults(
      truth,
      predicted,
      test.utterances.map((utterance) => utterance[of]),
      classes,
    );
  return {
    validation: hasValidation ? evaluate(validation.probabilities, validation.labels, labelNames) : null,
    test: testEvaluation,
    assessment: {
      confusionByTruth: byTruth(testEvaluation.confusion),
      confusionByPrediction: transposed(byTruth(transposed(testEvaluation.confusion))),
      ...(hasValidation ? fitted(validation, test, classes) : UNFITTED),
      speakers: groups('speaker'),
      genders: groups('gender'),
      predictions: { truth, predicted, ...speakersOf(test.utterances) },
    },
  };
}

const UNFITTED = { calibration: null, conformal: null, abstention: null };

function fitted(validation: Labelled, test: Labelled, classes: number) {
  const temperature = fitTemperature(validation.probabilities, validation.labels, classes);
  const cooled = ({ probabilities, labels }: Labelled): Labelled => ({
    probabilities: scaled(probabilities, classes, temperature),
    labels,
  });
  const [known, unknown] = [cooled(validation), cooled(test)];
  return {
    calibration: {
      temperature,
      fittedOn: validation.labels.length,
      before: reliabilityOf(test.probabilities, test.labels, classes),
      after: reliabilityOf(unknown.probabilities, test.labels, classes),
    },
    conformal: conformalSets(known, unknown, classes),
    abstention: abstentionOf(known, unknown, classes),
  };
}

/** Each row by its sum; a row of zeros stays. */
function byTruth(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0));
}

function speakersOf(utterances: readonly Pick<Utterance, 'speaker'>[]) {
  const names = utterances.flatMap(({ speaker }) => speaker ?? []);
  if (names.length < utterances.length) return { speakers: null, speaker: null };
  const speakers = [...new Set(names)].sort();
  return { speakers, speaker: names.map((name) => speakers.indexOf(name)) };
}
