import type { AnsweredPart, ModelAnswers } from '#libs/contracts';
import type { Split } from '#libs/corpus';
import { meanOfRows } from './clip-rows.js';
import type { TrainingSet } from './training-set.js';

/** The probabilities of the rows that a model was not trained on. */
export interface RowPredictions {
  readonly validationProbabilities: Float32Array; // [validation rows, classes]
  readonly testProbabilities: Float32Array; // [test rows, classes]
}

/** Combines the predictions for a clip's rows into one prediction per clip. */
export function collectPredictions(
  set: TrainingSet,
  split: Split,
  { validationProbabilities, testProbabilities }: RowPredictions,
): ModelAnswers {
  const ofClips = (clips: readonly number[], probabilities: Float32Array) =>
    meanOfRows(set.rows, clips, probabilities, set.labelNames.length);
  return labelPredictions(set, split, {
    validation: ofClips(split.validation, validationProbabilities),
    test: ofClips(split.test, testProbabilities),
  });
}

/** Adds the true labels to the probabilities `[clips, classes]` of each subset. */
export function labelPredictions(
  { rows, labels, labelNames, utterances, contentHashes }: TrainingSet,
  split: Split,
  probabilities: Readonly<Record<'validation' | 'test', ArrayLike<number>>>,
): ModelAnswers {
  const part = (name: 'validation' | 'test'): AnsweredPart => ({
    clips: split[name].map((clip) => contentHashes[clip] ?? ''),
    truth: split[name].map((clip) => labels[rows.starts[clip] ?? -1] ?? -1),
    speakers: split[name].map((clip) => utterances[clip]?.speaker ?? null),
    genders: split[name].map((clip) => utterances[clip]?.gender ?? null),
    probabilities: Array.from(probabilities[name]),
  });
  return { v: 1, labels: [...labelNames], validation: part('validation'), test: part('test') };
}
