import { canonicalJson, sha256Hex, type EpochMetrics } from '#libs/contracts';
import type { RandomState } from '#libs/corpus';
import type { WeightTensor } from './model.js';
import type { Standardizer } from './standardizer.js';
import type { TrainOptions } from './train-options.js';

/** The weights that are kept so far, and why. */
export interface BestEpoch {
  readonly epoch: number;
  readonly validationUar: number;
  readonly validationLoss: number;
  readonly weights: readonly WeightTensor[];
}

/** All that a training needs to go on after an epoch as if it had never stopped. */
export interface Checkpoint {
  /** Of the training that it belongs to; another one refuses it. */
  readonly fingerprint: string;
  /** Epochs that are done. */
  readonly epoch: number;
  /** Optimiser steps that are done. */
  readonly step: number;
  readonly weights: readonly WeightTensor[];
  /** Adam's running means of gradients and of their squares, in the order of the weights. */
  readonly firstMoments: readonly WeightTensor[];
  readonly secondMoments: readonly WeightTensor[];
  readonly shuffleState: RandomState;
  readonly dropoutState: RandomState;
  /** Null when no validation part chooses. */
  readonly best: BestEpoch | null;
  readonly history: readonly EpochMetrics[];
  readonly trainingSeconds: number;
}

/** SHA-256 of everything that decides a training: recipe, seed, labels, parts, and what the features measure. */
export function trainingFingerprint(options: TrainOptions, standardizer: Standardizer): string {
  const { recipe, seed, shape, labelNames, labels, featureSetId, split } = options;
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
    }),
  );
}
