import type { AnsweredPart, ModelAnswers } from '#libs/contracts';
import type { Split } from '#libs/corpus';
import { meanOfRows } from './clip-rows.js';
import type { TrainResult } from './engine/engine-messages.js';
import type { TrainingSet } from './training-set.js';

/** Combines the predictions for each clip's rows into a prediction for the clip. */
export function collectPredictions(
  set: TrainingSet,
  split: Split,
  answer: Pick<TrainResult, 'validationProbabilities' | 'testProbabilities'>,
): ModelAnswers {
  const ofClips = (clips: readonly number[], probabilities: Float32Array) =>
    meanOfRows(set.rows, clips, probabilities, set.labelNames.length);
  return labelPredictions(set, split, {
    validation: ofClips(split.validation, answer.validationProbabilities),
    test: ofClips(split.test, answer.testProbabilities),
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
