import { canonicalJson, sha256Hex, type EpochMetrics } from '#libs/contracts';
import type { RandomState } from '#libs/corpus';
import { float32Bytes } from '../float32-bytes.js';
import type { Standardizer } from '../input/standardizer.js';
import type { WeightTensor } from '../model.js';
import type { OptimizerState } from './optimizer.js';
import type { TrainOptions } from './train-options.js';

/** The weights that are kept so far, and why. */
export interface BestEpoch {
  readonly epoch: number;
  readonly validationUar: number;
  readonly validationLoss: number;
  readonly weights: readonly WeightTensor[];
}

/** Where the seeded sequences of a training stand. */
export interface RandomStates {
  readonly shuffle: RandomState;
  readonly dropout: RandomState;
  readonly augmentation: RandomState;
}

/** All that a training needs to go on after an epoch as if it had never stopped. */
export interface Checkpoint extends OptimizerState {
  /** Of the training that it belongs to; another one refuses it. */
  readonly fingerprint: string;
  /** Epochs that are done. */
  readonly epoch: number;
  readonly randomStates: RandomStates;
  /** Null when no validation part chooses. */
  readonly best: BestEpoch | null;
  readonly history: readonly EpochMetrics[];
  readonly trainingSeconds: number;
}

/** SHA-256 of everything that decides a training: recipe, seed, labels, parts, what the features measure, and who teaches. */
export function trainingFingerprint(options: TrainOptions, standardizer: Standardizer): string {
  const { recipe, seed, shape, labelNames, labels, featureSetId, split, start, teacher } = options;
  return sha256Hex(
    canonicalJson({
      recipe,
      seed,
      shape,
      labelNames,
      featureSetId,
      labels: [...labels],
      train: [...split.train],
      validation: [...split.validation],
      mean: [...standardizer.mean],
      deviation: [...standardizer.deviation],
      ...(start && {
        start: sha256Hex(float32Bytes(start.weights.map(({ values }) => values))),
        keepsZeros: start.keepsZeros,
      }),
      ...(teacher && {
        teacher: { ...teacher, probabilities: sha256Hex(float32Bytes([teacher.probabilities])) },
      }),
    }),
  );
}
