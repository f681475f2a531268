import type { Recipe } from '#libs/contracts';
import type { FeatureShape } from './feature-shape.js';
import type { Standardizer } from './input/standardizer.js';
import type { Precision } from './weight-codec.js';
import type { WeightTensor } from './weight-tensor.js';

/** A trained model: its input, its labels, its weights and the recipe that trained it. */
export interface Model {
  readonly recipe: Recipe;
  /** The labels in the order of the outputs. */
  readonly labels: readonly string[];
  /** The feature set that it was trained on. Callers must reject other features. */
  readonly featureSetId: string;
  readonly shape: FeatureShape;
  readonly standardizer: Standardizer;
  /** The weights in the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  /** The stored precision of matrices and kernels, float32 by default. In memory all weights are float32. */
  readonly precision?: Precision;
}
