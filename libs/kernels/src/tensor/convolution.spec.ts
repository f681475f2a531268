import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convolve,
  convolveFilterGradient,
  convolveInputGradient,
  type ConvolutionSizes,
} from './convolution.js';
import { SIMD_KINDS, TestHeap } from './test-heap.contract.js';
import { expectClose, valuesOf } from './test-values.contract.js';

/** Calls `use` with the indices of every product that the convolution sums. */
function eachProduct(
  sizes: ConvolutionSizes,
  use: (input: number, filter: number, output: number) => void,
): void {
  const { batch, height, width, inputs, outHeight, outWidth, outputs, filterHeight, filterWidth } = sizes;
  const { stride, top, left, dilation } = sizes;
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let i = 0; i < filterHeight; i++)
          for (let j = 0; j < filterWidth; j++) {
            const [y, x] = [oy * stride + i - top, ox * stride + j * dilation - left];
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            for (let c = 0; c < inputs; c++)
              for (let o = 0; o < outputs; o++)
                use(
                  ((b * height + y) * width + x) * inputs + c,
                  ((i * filterWidth + j) * inputs + c) * outputs + o,
                  ((b * outHeight + oy) * outWidth + ox) * outputs + o,
                );
          }
}

/** Shapes with filters of 3 x 3 over multiples of four channels, which the kernel computes with transforms. */
const transformed = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  inputs: fc.constantFrom(8, 12, 16, 20),
  outputs: fc.constantFrom(8, 12, 16, 20),
  filterHeight: fc.constant(3),
  filterWidth: fc.constant(3),
  stride: fc.constant(1),
  dilation: fc.constant(1),
  isCausal: fc.constant(false),
});

const extent = fc.integer({ min: 1, max: 9 });
const anySizes = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: extent,
  width: fc.integer({ min: 1, max: 14 }),
  inputs: extent,
  outputs: fc.integer({ min: 1, max: 17 }),
  filterHeight: fc.integer({ min: 1, max: 5 }),
  filterWidth: fc.integer({ min: 1, max: 5 }),
  stride: fc.constantFrom(1, 2),
  dilation: fc.constantFrom(1, 1, 2, 5),
  isCausal: fc.boolean(),
});

const sizesOf = fc.oneof(anySizes, transformed).map(({ isCausal, ...drawn }): ConvolutionSizes => {
  const sizes = drawn.dilation > 1 ? { ...drawn, filterHeight: 1 } : drawn;
  const { height, width, filterHeight, filterWidth, stride, dilation } = sizes;
  const [top, column] = [(filterHeight - 1) >> 1, isCausal ? filterWidth - 1 : (filterWidth - 1) >> 1];
  const left = column * dilation;
  return {
    ...sizes,
    top,
    left,
    outHeight: Math.ceil(height / stride),
    outWidth: Math.ceil(width / stride),
  };
});

describe.each(SIMD_KINDS)('convolutions, %s SIMD', (simd) => {
  const expectExact = (sizes: ConvolutionSizes): void => {
    const heap = new TestHeap(simd);
    const { batch, height, width, inputs, outHeight, outWidth, outputs } = sizes;
    const { filterHeight, filterWidth } = sizes;
    const input = valuesOf(batch * height * width * inputs, 1);
    const filter = valuesOf(filterHeight * filterWidth * inputs * outputs, 2);
    const gradient = valuesOf(batch * outHeight * outWidth * outputs, 3);
    const expected = {
      output: new Float64Array(gradient.length),
      byInput: new Float64Array(input.length),
      byFilter: new Float64Array(filter.length),
    };
    eachProduct(sizes, (x, w, y) => {
      expected.output[y]! += input[x]! * filter[w]!;
      expected.byInput[x]! += gradient[y]! * filter[w]!;
      expected.byFilter[w]! += input[x]! * gradient[y]!;
    });
    const [x, w, dy] = [heap.tensor(input), heap.tensor(filter), heap.tensor(gradient)];
    const actual = {
      output: heap.tensor(gradient.length),
      byInput: heap.tensor(input.length),
      byFilter: heap.tensor(filter.length),
    };
    convolve(heap.kernels, sizes, x, w, actual.output);
    convolveInputGradient(heap.kernels, sizes, dy, w, actual.byInput);
    convolveFilterGradient(heap.kernels, sizes, x, dy, actual.byFilter);
    expectClose(heap.valuesOf(actual.output), expected.output, 1e-5);
    expectClose(heap.valuesOf(actual.byInput), expected.byInput, 1e-5);
    expectClose(heap.valuesOf(actual.byFilter), expected.byFilter, 1e-5);
    expect(heap.isIntact()).toBe(true);
  };

  it('equal float64 sums, as do both gradients, for any sizes', () => {
    fc.assert(fc.property(sizesOf, expectExact), { numRuns: 200 });
  });

  it('equal them over more tiles than one block contains', () => {
    const size = { height: 9, width: 16, outHeight: 9, outWidth: 16 };
    const filter = { filterHeight: 3, filterWidth: 3, stride: 1, dilation: 1, top: 1, left: 1 };
    expectExact({ ...size, ...filter, batch: 4, inputs: 32, outputs: 48 });
  });

  it('rejects tensors that do not fit', () => {
    const heap = new TestHeap(simd);
    const sizes = {
      batch: 1,
      height: 4,
      width: 4,
      inputs: 1,
      outHeight: 4,
      outWidth: 4,
      outputs: 1,
      filterHeight: 3,
      filterWidth: 3,
      stride: 1,
      top: 1,
      left: 1,
      dilation: 1,
    };
    const [image, filter] = [heap.tensor(16), heap.tensor(9)];
    expect(() => {
      convolve(heap.kernels, sizes, image, image, image);
    }).toThrow('filter has 16 values, not 9');
    expect(() => {
      convolve(heap.kernels, { ...sizes, top: 3 }, image, filter, image);
    }).toThrow(RangeError);
    expect(() => {
      convolve(heap.kernels, { ...sizes, dilation: 2 }, image, filter, image);
    }).toThrow('one row');
  });
});
