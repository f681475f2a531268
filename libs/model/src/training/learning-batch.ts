import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/random';
import { augmentFeatures, augmentLevels, mixedUp } from '#libs/features';
import { clipBatch, type ClipBatch } from '../input/batch.js';
import { valuesOfClip, type ClipTable } from '../input/clip-table.js';
import { standardizeInto, type Standardizer } from '../input/standardizer.js';
import { softTargets, type SoftTargets, type Teacher } from './teacher.js';

/** A batch of the training part outside the engine: varied, and with shares of classes for labels. */
export interface LearningBatch extends ClipBatch {
  readonly targets: Float32Array; // [clips, classes]
  /** Null where no other model teaches. */
  readonly soft: SoftTargets | null;
}

/** What batches are made from. */
export interface LearningSource {
  readonly recipe: Recipe;
  /** Cropped and resized. */
  readonly prepared: ClipTable;
  readonly standardizer: Standardizer;
  readonly labels: Int32Array; // [clips]
  /** What a clip of each class counts. */
  readonly classWeights: Float64Array; // [classes]
  readonly teacher: Teacher | null;
}

/**
 * Clips of the training part, varied as the recipe says: levels, then standardised, then masks and noise, then mixup.
 *
 * @param random where every draw of the variation comes from
 */
export function learningBatch(
  { recipe, prepared, standardizer, labels, classWeights, teacher }: LearningSource,
  clips: readonly number[],
  random: Random,
): LearningBatch {
  const { augmentation, labelSmoothing } = recipe;
  const batch = clipBatch(prepared, clips, standardizer);
  const uniform = (): number => random.uniform();
  const { frames, coefficients, values } = batch;
  if (augmentation.features) {
    clips.forEach((clip, row) => {
      const own = valuesOfClip(prepared, clip);
      const matrix = { frames: own.length / coefficients, coefficients, values: own };
      const levels = augmentLevels(matrix, augmentation, uniform);
      standardizeInto(levels, levels, standardizer);
      values.set(
        augmentFeatures({ ...matrix, values: levels }, augmentation, uniform),
        row * frames * coefficients,
      );
    });
  }
  const targets = smoothed(
    clips.map((clip) => labels[clip] ?? 0),
    classWeights,
    labelSmoothing,
  );
  const soft = teacher && softTargets(teacher, clips, classWeights.length);
  const learning = { ...batch, targets, soft };
  return augmentation.mixup ? mixed(learning, augmentation.mixup.alpha, uniform) : learning;
}

/** What the labels and what the teacher says of a clip are blended by the same share. */
function mixed(batch: LearningBatch, alpha: number, uniform: () => number): LearningBatch {
  const { clips, values, targets, soft } = batch;
  const all = soft === null ? targets : sideBySide(targets, soft.targets, clips);
  const { features, labels } = mixedUp({ clips, features: values, labels: all }, alpha, uniform);
  if (soft === null) return { ...batch, values: features, targets: labels };
  const [own, taught] = halves(labels, clips);
  return { ...batch, values: features, targets: own, soft: { ...soft, targets: taught } };
}

function sideBySide(left: Float32Array, right: Float32Array, rows: number): Float32Array {
  const width = left.length / rows;
  const both = new Float32Array(2 * left.length);
  for (let row = 0; row < rows; row++) {
    both.set(left.subarray(row * width, (row + 1) * width), 2 * row * width);
    both.set(right.subarray(row * width, (row + 1) * width), (2 * row + 1) * width);
  }
  return both;
}

function halves(both: Float32Array, rows: number): [Float32Array, Float32Array] {
  const width = both.length / rows / 2;
  const half = (which: number) => {
    const own = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++)
      own.set(both.subarray((2 * row + which) * width, (2 * row + which + 1) * width), row * width);
    return own;
  };
  return [half(0), half(1)];
}

/** One-hot, a share of it spread over all classes, times the weight of the clip's class. */
function smoothed(truth: readonly number[], classWeights: Float64Array, smoothing: number): Float32Array {
  const classes = classWeights.length;
  const targets = new Float32Array(truth.length * classes);
  truth.forEach((label, row) => {
    const weight = classWeights[label] ?? 1;
    targets.fill((weight * smoothing) / classes, row * classes, (row + 1) * classes);
    targets[row * classes + label] = weight * (1 - smoothing + smoothing / classes);
  });
  return targets;
}

/** `balanced`: clips / (classes * clips of the class), so that each class counts alike and the mean over clips is 1. */
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
