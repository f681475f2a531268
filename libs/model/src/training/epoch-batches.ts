import type { Random } from '#libs/random';
import { framesOfClip, type ClipTable } from '../input/clip-table.js';

/** Batches whose clips are drawn together before they are sorted by length. */
const SORTED_TOGETHER = 16;

/**
 * The training clips in the batches of one epoch: shuffled; where lengths differ, clips of like length in one batch, so
 * that little is filled up, and the batches shuffled again.
 */
export function epochBatches(
  table: ClipTable,
  training: readonly number[],
  { batchSize, lastBatch }: { readonly batchSize: number; readonly lastBatch: 'keep' | 'drop' },
  random: Random,
): number[][] {
  const order = random.shuffle(training);
  const batches = (list: readonly number[]): number[][] =>
    Array.from({ length: Math.ceil(list.length / batchSize) }, (_, at) =>
      list.slice(at * batchSize, (at + 1) * batchSize),
    ).filter(({ length }) => lastBatch === 'keep' || length === batchSize || training.length < batchSize);
  if (table.shape.frames !== null) return batches(order);
  const sorted: number[] = [];
  const window = SORTED_TOGETHER * batchSize;
  for (let start = 0; start < order.length; start += window) {
    const part = order.slice(start, start + window);
    sorted.push(...part.sort((a, b) => framesOfClip(table, a) - framesOfClip(table, b)));
  }
  return random.shuffle(batches(sorted));
}
