import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { augmentFeatures, augmentLevels, mixUp } from '#libs/features';
import { buildClipBatch, type ClipBatch } from '../input/batch.js';
import { valuesOfClip, type ClipTable } from '../input/clip-table.js';
import { standardizeInto, type Standardizer } from '../input/standardizer.js';
import type { Tf } from '../tf.js';
import { softenTargets, type SoftTargets, type Teacher } from './teacher.js';
import type { TargetedBatch } from './loss.js';

/** An augmented batch of the train subset outside the engine, with target probabilities. */
export interface LearningBatch extends ClipBatch {
  readonly targets: Float32Array; // [clips, classes]
  /** Null if the training has no teacher. */
  readonly soft: SoftTargets | null;
}

/** The inputs that batches are built from. */
export interface LearningSource {
  readonly recipe: Recipe;
  /** Cropped and resized clips. */
  readonly prepared: ClipTable;
  readonly standardizer: Standardizer;
  readonly labels: Int32Array; // [clips]
  /** The weight of a clip of each class. */
  readonly classWeights: Float64Array; // [classes]
  readonly teacher: Teacher | null;
}

/**
 * Builds a batch of the train subset and augments it: levels first, then standardization, then masks and noise, then
 * mixup.
 *
 * @param random the generator that every augmentation draws from
 */
export function buildLearningBatch(
  { recipe, prepared, standardizer, labels, classWeights, teacher }: LearningSource,
  clips: readonly number[],
  random: Random,
): LearningBatch {
  const { augmentation, labelSmoothing } = recipe;
  const batch = buildClipBatch(prepared, clips, standardizer);
  const uniform = (): number => random.uniform();
  const { frames, coefficients, values } = batch;
  if (augmentation.features) {
    clips.forEach((clip, row) => {
      const own = valuesOfClip(prepared, clip);
      const matrix = { frames: own.length / coefficients, coefficients, values: own };
      const levels = augmentLevels(matrix, augmentation, uniform);
      standardizeInto(levels, levels, standardizer);
      const augmented = augmentFeatures({ ...matrix, values: levels }, augmentation, uniform);
      values.set(augmented, row * frames * coefficients);
    });
  }
  const truth = clips.map((clip) => labels[clip] ?? 0);
  const targets = smoothLabels(truth, classWeights, labelSmoothing);
  const soft = teacher && softenTargets(teacher, clips, classWeights.length);
  const learning = { ...batch, targets, soft };
  return augmentation.mixup ? mixBatch(learning, augmentation.mixup.alpha, uniform) : learning;
}

/** Applies mixup. Labels and the teacher's targets are mixed by the same share. */
function mixBatch(batch: LearningBatch, alpha: number, uniform: () => number): LearningBatch {
  const { clips, values, targets, soft } = batch;
  const all = soft === null ? targets : concatColumns(targets, soft.targets, clips);
  const { features, labels } = mixUp({ clips, features: values, labels: all }, alpha, uniform);
  if (soft === null) return { ...batch, values: features, targets: labels };
  const [own, taught] = splitColumns(labels, clips);
  return { ...batch, values: features, targets: own, soft: { ...soft, targets: taught } };
}

function concatColumns(left: Float32Array, right: Float32Array, rows: number): Float32Array {
  const width = left.length / rows;
  const both = new Float32Array(2 * left.length);
  for (let row = 0; row < rows; row++) {
    both.set(left.subarray(row * width, (row + 1) * width), 2 * row * width);
    both.set(right.subarray(row * width, (row + 1) * width), (2 * row + 1) * width);
  }
  return both;
}

function splitColumns(both: Float32Array, rows: number): [Float32Array, Float32Array] {
  const width = both.length / rows / 2;
  const half = (which: number) => {
    const own = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++)
      own.set(both.subarray((2 * row + which) * width, (2 * row + which + 1) * width), row * width);
    return own;
  };
  return [half(0), half(1)];
}

/** Builds one-hot targets, spreads a share of each over all classes, and multiplies by the class weight. */
function smoothLabels(truth: readonly number[], classWeights: Float64Array, smoothing: number): Float32Array {
  const classes = classWeights.length;
  const targets = new Float32Array(truth.length * classes);
  truth.forEach((label, row) => {
    const weight = classWeights[label] ?? 1;
    targets.fill((weight * smoothing) / classes, row * classes, (row + 1) * classes);
    targets[row * classes + label] = weight * (1 - smoothing + smoothing / classes);
  });
  return targets;
}

/** Computes class weights. `balanced` is clips / (classes * clips of the class), so that all classes weigh the same. */
export function classWeightsOf(
  kind: Recipe['classWeights'],
  labels: Int32Array,
  training: readonly number[],
  classes: number,
): Float64Array {
  const weights = new Float64Array(classes).fill(1);
  if (kind === 'none') return weights;
  const counts = new Float64Array(classes);
  for (const clip of training) counts[labels[clip] ?? 0] = (counts[labels[clip] ?? 0] ?? 0) + 1;
  const occurring = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : training.length / (occurring * count)));
}

/** Copies a batch to an engine. Call in `tf.tidy`. */
export function uploadBatch(
  tf: Tf,
  { clips, frames, coefficients, values, mask, targets, soft }: LearningBatch,
): TargetedBatch {
  return {
    inputs: tf.tensor3d(values, [clips, frames, coefficients]),
    mask: mask && tf.tensor2d(mask, [clips, frames]),
    targets: tf.tensor2d(targets, [clips, targets.length / clips]),
    soft: soft && { ...soft, targets: tf.tensor2d(soft.targets, [clips, targets.length / clips]) },
  };
}
