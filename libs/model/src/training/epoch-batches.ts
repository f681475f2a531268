import type { Random } from '#libs/random';
import { framesOfClip, type ClipTable } from '../input/clip-table.js';

/** The number of batches whose clips are drawn together before they are sorted by length. */
const SORTED_TOGETHER = 16;

/**
 * Shuffles the train subset into the batches of one epoch. If lengths differ, a batch holds clips of similar length to
 * reduce padding, and the batches are shuffled again.
 */
export function buildEpochBatches(
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
