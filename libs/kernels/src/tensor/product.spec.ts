import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply } from './product.js';
import { SIMD_KINDS, TestHeap } from './test-heap.contract.js';
import { expectClose, valuesOf } from './test-values.contract.js';

const extent = fc.integer({ min: 1, max: 70 });

describe.each(SIMD_KINDS)('multiply, %s SIMD', (simd) => {
  it('equals the float64 product for any sizes and each form of the operands', () => {
    const inner = fc.oneof(extent, fc.constantFrom(255, 256, 257, 513, 600));
    const form = fc.record({
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
      last: fc.constantFrom('nothing', 'bias', 'accumulate'),
    });
    fc.assert(
      fc.property(
        extent,
        fc.integer({ min: 1, max: 30 }),
        inner,
        form,
        (rows, columns, k, { transposeA, transposeB, last }) => {
          const heap = new TestHeap(simd);
          const [a, b] = [valuesOf(rows * k, 1), valuesOf(k * columns, 2)];
          const [bias, start] = [valuesOf(columns, 3), valuesOf(rows * columns, 4)];
          const c = heap.tensor(last === 'accumulate' ? start : rows * columns);
          multiply(heap.kernels, { rows, columns, inner: k }, heap.tensor(a), heap.tensor(b), c, {
            transposeA,
            transposeB,
            bias: last === 'bias' ? heap.tensor(bias) : null,
            accumulate: last === 'accumulate',
          });
          const expected = Float64Array.from({ length: rows * columns }, (_, at) => {
            const [row, column] = [Math.floor(at / columns), at % columns];
            let sum = last === 'bias' ? bias[column]! : last === 'accumulate' ? start[at]! : 0;
            for (let i = 0; i < k; i++) {
              const left = a[transposeA ? i * rows + row : row * k + i]!;
              sum += left * b[transposeB ? column * k + i : i * columns + column]!;
            }
            return sum;
          });
          expectClose(heap.valuesOf(c), expected, 1e-5);
          expect(heap.isIntact()).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('preserves NaN and infinities', () => {
    const heap = new TestHeap(simd);
    const c = heap.tensor(2);
    const a = heap.tensor([Number.NaN, 1, Infinity, 1]);
    multiply(heap.kernels, { rows: 2, columns: 1, inner: 2 }, a, heap.tensor([1, 1]), c);
    expect([...heap.valuesOf(c)]).toEqual([Number.NaN, Infinity]);
  });

  it('rejects sizes that do not fit', () => {
    const heap = new TestHeap(simd);
    const four = heap.tensor(4);
    const call = (rows: number, columns: number, inner: number) => (): void => {
      multiply(heap.kernels, { rows, columns, inner }, four, four, four);
    };
    for (const wrong of [call(2, 2, 3), call(0, 2, 2), call(1.5, 2, 2), call(4, 4, 1)]) {
      expect(wrong).toThrow(RangeError);
    }
    expect(() => {
      const outside = { address: 2 ** 31, length: 4 };
      multiply(heap.kernels, { rows: 2, columns: 2, inner: 2 }, outside, four, four);
    }).toThrow('not within');
  });
});
