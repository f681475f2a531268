import type { EpochMetrics } from '#libs/contracts';
import type { RandomState } from '#libs/random';
import type { WeightTensor } from '../weight-tensor.js';
import type { OptimizerState } from './optimizer.js';

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
