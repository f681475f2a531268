import { selectClips } from '../input/clip-table.js';
import { measureLatency, type Latency } from '../latency.js';
import type { Model } from '../model.js';
import { createScorer } from '../predict.js';
import type { Tf } from '../tf.js';
import { selectRows } from './teacher.js';
import { trainModel, type TrainingOutcome, type TrainOptions } from './train-model.js';

/** The options of `trainModel`, with a test subset in the split. */
export type TrainAndTestOptions = Omit<TrainOptions, 'split'> & {
  /** Positions of clips in `features`. */
  readonly split: TrainOptions['split'] & { readonly test: readonly number[] };
};

/** A model's predictions for clips that it did not learn, and its latency. */
export interface TestedModel {
  readonly validationProbabilities: Float32Array; // [validation clips, classes]
  readonly testProbabilities: Float32Array; // [test clips, classes]
  readonly latency: Latency;
}

export type TestedOutcome = TrainingOutcome & TestedModel;

/**
 * Trains with `trainModel`, then scores the validation and test subsets with the model that it returns. The training
 * receives copies of the train and validation clips only, so it cannot read a test clip.
 */
export async function trainAndTest(tf: Tf, options: TrainAndTestOptions): Promise<TestedOutcome> {
  const { features, shape, labels, split, teacher, ...rest } = options;
  const known = [...split.train, ...split.validation];
  const classes = options.labelNames.length;
  const outcome = await trainModel(tf, {
    ...rest,
    ...(teacher && {
      teacher: { ...teacher, probabilities: selectRows(teacher.probabilities, classes, known) },
    }),
    shape,
    features: selectClips(features, shape, known),
    labels: Int32Array.from(known, (clip) => labels[clip] ?? -1),
    split: {
      train: [...split.train.keys()],
      validation: Array.from(split.validation, (_, at) => split.train.length + at),
    },
  });
  return { ...outcome, ...(await testModel(tf, outcome.model, options)) };
}

/** Scores the validation and test subsets. */
export async function testModel(
  tf: Tf,
  model: Model,
  { features, shape, split }: Pick<TrainAndTestOptions, 'features' | 'shape' | 'split'>,
): Promise<TestedModel> {
  const scorer = createScorer(tf, model);
  try {
    return {
      validationProbabilities: await scorer.predict(selectClips(features, shape, split.validation)),
      testProbabilities: await scorer.predict(selectClips(features, shape, split.test)),
      latency: measureLatency(tf, model),
    };
  } finally {
    scorer.dispose();
  }
}
