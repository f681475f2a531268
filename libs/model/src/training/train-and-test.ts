import { chosenClips } from '../input/clip-table.js';
import { measureLatency, type Latency } from '../latency.js';
import { createScorer } from '../predict.js';
import type { Tf } from '../tf.js';
import { trainModel, type TrainingOutcome, type TrainOptions } from './train-model.js';

/** A training and the clips that it is measured on. */
export type TrainAndTestOptions = Omit<TrainOptions, 'split'> & {
  /** Positions of clips in `features`. */
  readonly split: TrainOptions['split'] & { readonly test: readonly number[] };
};

export interface TestedOutcome extends TrainingOutcome {
  readonly validationProbabilities: Float32Array; // [validation clips, classes]
  readonly testProbabilities: Float32Array; // [test clips, classes]
  readonly latency: Latency;
}

/**
 * Trains as `trainModel` does and scores the validation and test parts with the kept weights. The training is handed
 * copies of the training and validation clips alone: whatever it fits or augments, it has no way to see a test clip.
 */
export async function trainAndTest(tf: Tf, options: TrainAndTestOptions): Promise<TestedOutcome> {
  const { features, shape, labels, split, ...rest } = options;
  const known = [...split.train, ...split.validation];
  const outcome = await trainModel(tf, {
    ...rest,
    shape,
    features: chosenClips(features, shape, known),
    labels: Int32Array.from(known, (clip) => labels[clip] ?? -1),
    split: {
      train: [...split.train.keys()],
      validation: Array.from(split.validation, (_, at) => split.train.length + at),
    },
  });
  const scorer = createScorer(tf, outcome.model);
  try {
    return {
      ...outcome,
      validationProbabilities: await scorer.predict(chosenClips(features, shape, split.validation)),
      testProbabilities: await scorer.predict(chosenClips(features, shape, split.test)),
      latency: measureLatency(tf, outcome.model),
    };
  } finally {
    scorer.dispose();
  }
}
