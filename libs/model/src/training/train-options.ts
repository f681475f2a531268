import { checkLearnable, type EpochMetrics, type Recipe } from '#libs/contracts';
import type { Checkpoint } from './checkpoint.js';
import { clipTable, type ClipFeatures } from '../input/clip-table.js';
import type { FeatureShape } from '../feature-shape.js';
import type { WeightTensor } from '../weight-tensor.js';
import type { Teacher } from './teacher.js';

/** Weights of a training that does not begin with fresh ones. */
export interface Start {
  /** In the order of `weightSpecs`. */
  readonly weights: readonly WeightTensor[];
  /** Whether weights of matrices and kernels that are 0 stay so: they were pruned. */
  readonly keepsZeros: boolean;
}

/** A labelled corpus, divided, and how to learn it. */
export interface TrainOptions {
  readonly features: ClipFeatures;
  readonly shape: FeatureShape;
  readonly featureSetId: string;
  /** Class of each clip, a position in `labelNames`. */
  readonly labels: Int32Array; // [clips]
  readonly labelNames: readonly string[];
  /** Positions of clips; a `Split` fits. The test part is never looked at. */
  readonly split: { readonly train: readonly number[]; readonly validation: readonly number[] };
  readonly recipe: Recipe;
  readonly seed: number;
  /** What to go on from; fresh weights of the seed by default. */
  readonly start?: Start;
  /** Another model whose answers are learned beside the labels. */
  readonly teacher?: Teacher;
  /** That work out each batch together on an engine of WebAssembly or JavaScript; 1 by default. */
  readonly threads?: number;
  /** Goes on after the checkpoint's epoch; on a CPU engine the end is bit-equal to an unbroken training. */
  readonly resume?: Checkpoint;
  /** Called and awaited after each epoch; `checkpoint` reads the weights off the engine only when called. */
  readonly onEpoch?: (metrics: EpochMetrics, checkpoint: () => Checkpoint) => Promise<void> | void;
  /** Looked at between batches; the training rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Looked at between epochs, after the first: the training ends early and keeps what its recipe keeps. */
  readonly end?: AbortSignal;
}

/**
 * @throws RangeError when sizes do not fit: a mistake of the caller, not of a user
 * @throws SerenadeError of `checkLearnable`
 */
export function checkTrainOptions({
  features,
  shape,
  labels,
  labelNames,
  split,
  recipe,
}: TrainOptions): void {
  const { clips } = clipTable(features, shape);
  if (clips !== labels.length) throw new RangeError(`${clips} clips do not have ${labels.length} labels`);
  checkLearnable(recipe, shape);
  if (split.train.length === 0) throw new RangeError('The training part is empty');
  for (const clip of [...split.train, ...split.validation]) {
    const label = labels[clip];
    if (label === undefined || labelNames[label] === undefined)
      throw new RangeError(`Clip ${clip} has no label`);
  }
}
