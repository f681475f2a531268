import type { EpochMetrics } from '#libs/contracts';
import type { RandomState } from '#libs/random';
import type { WeightTensor } from '../weight-tensor.js';
import type { OptimizerState } from './optimizer.js';

/** The best weights so far and their validation results. */
export interface BestEpoch {
  readonly epoch: number;
  readonly validationUar: number;
  readonly validationLoss: number;
  readonly weights: readonly WeightTensor[];
}

/** The states of a training's random generators. */
export interface RandomStates {
  readonly shuffle: RandomState;
  readonly dropout: RandomState;
  readonly augmentation: RandomState;
}

/** The complete state of a training after an epoch, from which it resumes without a difference. */
export interface Checkpoint extends OptimizerState {
  /** Identifies the training. Another training rejects the checkpoint. */
  readonly fingerprint: string;
  /** The number of completed epochs. */
  readonly epoch: number;
  readonly randomStates: RandomStates;
  /** Null if no validation subset chooses an epoch. */
  readonly best: BestEpoch | null;
  readonly history: readonly EpochMetrics[];
  readonly trainingSeconds: number;
}
