import { checkLearnable, type EpochMetrics, type Recipe } from '#libs/contracts';
import type { Checkpoint } from './checkpoint.js';
import { toClipTable, type ClipFeatures } from '../input/clip-table.js';
import type { FeatureShape } from '../feature-shape.js';
import type { WeightTensor } from '../weight-tensor.js';
import type { Teacher } from './teacher.js';

/** The initial weights of a training that continues from other weights. */
export interface Start {
  /** The weights in the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  /** True if zeros in matrices and kernels stay 0, because they were pruned. */
  readonly keepsZeros: boolean;
}

/** A labeled corpus, its split, and how to learn it. */
export interface TrainOptions {
  readonly features: ClipFeatures;
  readonly shape: FeatureShape;
  readonly featureSetId: string;
  /** The class of each clip, an index into `labelNames`. */
  readonly labels: Int32Array; // [clips]
  readonly labelNames: readonly string[];
  /** Positions of clips. A `Split` fits; its test subset is never read. */
  readonly split: { readonly train: readonly number[]; readonly validation: readonly number[] };
  readonly recipe: Recipe;
  readonly seed: number;
  /** Initial weights. Drawn from the seed by default. */
  readonly start?: Start;
  /** Another model, whose predictions are learned in addition to the labels. */
  readonly teacher?: Teacher;
  /** The number of threads that compute each batch on a WebAssembly or JavaScript engine, 1 by default. */
  readonly threads?: number;
  /** Resumes after the checkpoint's epoch. On a CPU engine the result is bit-identical to an uninterrupted training. */
  readonly resume?: Checkpoint;
  /** Called and awaited after each epoch. `checkpoint` copies the weights from the engine only if it is called. */
  readonly onEpoch?: (metrics: EpochMetrics, checkpoint: () => Checkpoint) => Promise<void> | void;
  /** Checked between batches. The training rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Checked after each epoch. The training ends early and keeps the weights that its recipe keeps. */
  readonly end?: AbortSignal;
}

/**
 * @throws RangeError when sizes do not match, which is a programming error
 * @throws SerenadeError see `checkLearnable`
 */
export function checkTrainOptions(options: TrainOptions): void {
  const { features, shape, labels, labelNames, split, recipe } = options;
  const { clips } = toClipTable(features, shape);
  if (clips !== labels.length) throw new RangeError(`There are ${clips} clips but ${labels.length} labels`);
  checkLearnable(recipe, shape);
  if (split.train.length === 0) throw new RangeError('The train subset is empty');
  for (const clip of [...split.train, ...split.validation]) {
    const label = labels[clip];
    if (label === undefined || labelNames[label] === undefined)
      throw new RangeError(`Clip ${clip} has no label`);
  }
}
