import { describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { toClipTable, framesOfClip } from '../input/clip-table.js';
import { buildEpochBatches } from './epoch-batches.js';

const training = Array.from({ length: 70 }, (_, clip) => clip);
const even = toClipTable(new Float32Array(70 * 2), { frames: 2, coefficients: 1 });
const offsets = Float64Array.from({ length: 71 }, (_, clip) => (clip * (clip + 1)) / 2); // 1, 2, 3, ... frames
const ragged = toClipTable(
  { offsets, values: new Float32Array(offsets[70]!) },
  { frames: null, coefficients: 1 },
);

describe('buildEpochBatches', () => {
  it.each([
    ['keep', [32, 32, 6]],
    ['drop', [32, 32]],
  ] as const)('%s the last short batch', (lastBatch, sizes) => {
    const batches = buildEpochBatches(even, training, { batchSize: 32, lastBatch }, Random.seeded(0));
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(new Set(batches.flat()).size).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  it('never drops the only batch', () => {
    expect(
      buildEpochBatches(even, [3, 5], { batchSize: 32, lastBatch: 'drop' }, Random.seeded(0)),
    ).toHaveLength(1);
  });

  it('groups clips of similar length, and contains each clip once', () => {
    const batches = buildEpochBatches(
      ragged,
      training,
      { batchSize: 10, lastBatch: 'keep' },
      Random.seeded(0),
    );
    expect(batches.flat().sort((a, b) => a - b)).toEqual(training);
    for (const batch of batches) {
      const lengths = batch.map((clip) => framesOfClip(ragged, clip));
      expect(Math.max(...lengths) - Math.min(...lengths)).toBe(9);
    }
  });
});
