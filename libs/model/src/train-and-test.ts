import { createScorer } from './predict.js';
import { measureLatency, type Latency } from './latency.js';
import type { FeatureShape } from './model.js';
import { trainModel, type TrainingOutcome, type TrainOptions } from './train-model.js';
import type { Tf } from './tf.js';

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
    features: rowsOf(features, known, shape),
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
      validationProbabilities: await scorer.predict(rowsOf(features, split.validation, shape)),
      testProbabilities: await scorer.predict(rowsOf(features, split.test, shape)),
      latency: measureLatency(tf, outcome.model),
    };
  } finally {
    scorer.dispose();
  }
}

function rowsOf(
  features: Float32Array,
  clips: readonly number[],
  { frames, coefficients }: FeatureShape,
): Float32Array {
  const width = frames * coefficients;
  const rows = new Float32Array(clips.length * width);
  clips.forEach((clip, row) => rows.set(features.subarray(clip * width, (clip + 1) * width), row * width));
  return rows;
}
