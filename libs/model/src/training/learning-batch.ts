import type { Recipe } from '#libs/contracts';
import type { Random } from '#libs/corpus';
import { augmentFeatures, augmentLevels, mixedUp } from '#libs/features';
import { clipBatch, type ClipBatch } from '../input/batch.js';
import { valuesOfClip, type ClipTable } from '../input/clip-table.js';
import { standardizeInto, type Standardizer } from '../input/standardizer.js';

/** A batch of the training part outside the engine: varied, and with shares of classes for labels. */
export interface LearningBatch extends ClipBatch {
  readonly targets: Float32Array; // [clips, classes]
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
}

/**
 * Clips of the training part, varied as the recipe says: levels, then standardised, then masks and noise, then mixup.
 *
 * @param random where every draw of the variation comes from
 */
export function learningBatch(
  { recipe, prepared, standardizer, labels, classWeights }: LearningSource,
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
  if (!augmentation.mixup) return { ...batch, targets };
  const soft = { clips: clips.length, features: values, labels: targets };
  const mixed = mixedUp(soft, augmentation.mixup.alpha, uniform);
  return { ...batch, values: mixed.features, targets: mixed.labels };
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
