import { describe, expect, it } from 'vitest';
import { weightedSum } from './sum.js';
import { SIMD_KINDS, TestHeap } from './test-heap.contract.js';
import { valuesOf } from './test-values.contract.js';

describe.each(SIMD_KINDS)('weightedSum, %s SIMD', (simd) => {
  it.each([1, 3, 4, 11, 64])('adds %i values, in place too, and writes nothing behind them', (length) => {
    const heap = new TestHeap(simd);
    const [a, b] = [valuesOf(length, 1), valuesOf(length, 2)];
    const expected = Float32Array.from(a, (value, at) => 0.25 * value + 0.5 * b[at]!);
    const [first, second, sum] = [heap.tensor(a), heap.tensor(b), heap.tensor(length)];
    weightedSum(heap.kernels, first, 0.25, second, 0.5, sum);
    weightedSum(heap.kernels, first, 0.25, second, 0.5, first);
    expect([...heap.valuesOf(sum)]).toEqual([...heap.valuesOf(first)]);
    heap.valuesOf(sum).forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
    expect(heap.isIntact()).toBe(true);
  });
});
