import type { Recipe } from '#libs/contracts';
import type { FeatureShape } from './feature-shape.js';
import type { Standardizer } from './input/standardizer.js';
import type { Precision } from './weight-codec.js';
import type { WeightTensor } from './weight-tensor.js';

/** A trained model, whole: what goes in, what comes out, and how it was asked to be trained. */
export interface Model {
  readonly recipe: Recipe;
  /** In the order of the outputs. */
  readonly labels: readonly string[];
  /** The features that it was trained on; others must be refused. */
  readonly featureSetId: string;
  readonly shape: FeatureShape;
  readonly standardizer: Standardizer;
  /** In the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  /** Of matrices and kernels where they are stored; float32 where it is left out. Here all are float32. */
  readonly precision?: Precision;
}
