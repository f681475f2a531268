import type { Recipe } from '#libs/contracts';

/**
 * Learning rate of one step: linear warm-up from `floor` to `peak`, then a cosine back to `floor` (ruling 5).
 * It moves with every step, not by the epoch. A warm-up longer than the training is cut off by its end.
 *
 * @param epochsDone may be broken: 1.5 is the middle of the second epoch
 */
export function learningRateAt({ learningRate, epochs }: Recipe, epochsDone: number): number {
  const { peak, floor, warmupEpochs } = learningRate;
  if (epochsDone < warmupEpochs) return floor + ((peak - floor) * epochsDone) / warmupEpochs;
  const done = Math.min(1, (epochsDone - warmupEpochs) / Math.max(epochs - warmupEpochs, Number.EPSILON));
  return floor + ((peak - floor) * (1 + Math.cos(Math.PI * done))) / 2;
}
