import { describe, expect, it } from 'vitest';
import { buildClipBatch } from './batch.js';
import { toClipTable } from './clip-table.js';
import { fitStandardizer } from './standardizer.js';

const SHAPE = { frames: 2, coefficients: 2 };
const features = Float32Array.of(1, 5, 3, 5, 5, 5, 7, 5, 900, 900, 900, 900); // three clips

describe('fitStandardizer', () => {
  it('measures the clips of the train subset only, over clips and frames', () => {
    const { mean, deviation } = fitStandardizer(toClipTable(features, SHAPE), [0, 1]);
    expect([...mean]).toEqual([4, 5]);
    expect(deviation[0]).toBeCloseTo(Math.sqrt(5), 6);
  });

  it('sets the deviation of a constant coefficient to 1', () => {
    expect(fitStandardizer(toClipTable(features, SHAPE), [0, 1]).deviation[1]).toBe(1);
  });

  it('measures small deviations around a large mean', () => {
    const shifted = Float32Array.from({ length: 4000 }, (_, at) =>
      at % 2 === 0 ? 10_000 + ((at / 2) % 2) : 0,
    );
    const clips = Array.from({ length: 1000 }, (_, clip) => clip);
    expect(fitStandardizer(toClipTable(shifted, SHAPE), clips).deviation[0]).toBeCloseTo(0.5, 6);
  });
});

describe('buildClipBatch', () => {
  const standardizer = { mean: Float32Array.of(1, 5), deviation: Float32Array.of(2, 1) };

  it('standardizes the chosen clips in the given order', () => {
    const { values, mask } = buildClipBatch(toClipTable(features, SHAPE), [1, 0], standardizer);
    expect([...values]).toEqual([2, 0, 3, 0, 0, 0, 1, 0]);
    expect(mask).toBeNull();
  });

  it('pads shorter clips with the mean and masks the padding', () => {
    const ragged = { offsets: [0, 1, 3], values: Float32Array.of(3, 5, 1, 6, 1, 7) };
    const table = toClipTable(ragged, { frames: null, coefficients: 2 });
    const { frames, values, mask } = buildClipBatch(table, [0, 1], standardizer);
    expect(frames).toBe(2);
    expect([...values]).toEqual([1, 0, 0, 0, 0, 1, 0, 2]);
    expect([...(mask ?? [])]).toEqual([1, 0, 1, 1]);
  });
});
