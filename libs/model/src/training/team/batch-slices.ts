import { Random } from '#libs/corpus';
import type { LearningBatch } from '../learning-batch.js';

/** A part of a batch for one thread. */
export interface BatchSlice {
  readonly batch: LearningBatch;
  /** The slice's share of the batch. */
  readonly share: number;
  /** Where its dropout draws from. */
  readonly random: Random;
}

/**
 * Cuts a batch into neighbouring slices of almost equal size; of a batch with fewer clips than threads some get none.
 * What each draws depends on the number of slices alone.
 *
 * @param random of the batch, drawn from four times a slice
 */
export function sliceBatch(batch: LearningBatch, slices: number, random: Random): BatchSlice[] {
  const { clips, frames, coefficients, values, mask, targets, soft } = batch;
  const classes = targets.length / clips;
  return Array.from({ length: slices }, (_, slice) => {
    const [start, end] = [slice, slice + 1].map((at) => Math.floor((at * clips) / slices)) as [
      number,
      number,
    ];
    const rows = (all: Float32Array, width: number) => all.slice(start * width, end * width);
    return {
      batch: {
        clips: end - start,
        frames,
        coefficients,
        values: rows(values, frames * coefficients),
        mask: mask && rows(mask, frames),
        targets: rows(targets, classes),
        soft: soft && { ...soft, targets: rows(soft.targets, classes) },
      },
      share: (end - start) / clips,
      random: new Random([random.uint32(), random.uint32(), random.uint32(), random.uint32()]),
    };
  }).filter(({ batch: own }) => own.clips > 0);
}
