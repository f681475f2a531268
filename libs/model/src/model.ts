import type { Recipe } from '#libs/contracts';
import type { Precision } from './weight-codec.js';
import type { Standardizer } from './input/standardizer.js';

/** A named float32 tensor outside any engine, row-major. */
export interface WeightTensor {
  /** `<layer>/<kernel | recurrent_kernel | bias>`, as Keras names them. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a clip's features look like: `[frames, coefficients]`. */
export interface FeatureShape {
  /** Null where clips differ in it. */
  readonly frames: number | null;
  readonly coefficients: number;
}

/** The frames of clips that all have the same. */
export function framesOf({ frames }: FeatureShape): number {
  if (frames === null) throw new RangeError('Clips differ in their number of frames');
  return frames;
}

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
