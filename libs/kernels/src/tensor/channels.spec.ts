import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adam } from './adam.js';
import { channelMoments, columnSums, normGradient, normSums, scaleChannels } from './channels.js';
import { maxPool, maxPoolGradient } from './pool.js';
import { TestHeap } from './test-heap.contract.js';
import { expectClose, valuesOf } from './test-values.contract.js';

const extent = fc.integer({ min: 1, max: 140 });
const few = fc.integer({ min: 1, max: 11 });

describe('kernels over channels', () => {
  it('compute moments and sums of float64, also far from zero', () => {
    fc.assert(
      fc.property(extent, few, fc.constantFrom(0, 1000), (rows, channels, away) => {
        const heap = new TestHeap('plain');
        const values = valuesOf(rows * channels, 1).map((value) => value + away);
        const column = (channel: number) => [...values].filter((_, at) => at % channels === channel);
        const sums = Array.from({ length: channels }, (_, c) => column(c).reduce((a, b) => a + b, 0));
        const variances = sums.map(
          (sum, c) => column(c).reduce((all, value) => all + (value - sum / rows) ** 2, 0) / rows,
        );
        const [x, out] = [heap.tensor(values), [0, 1, 2].map(() => heap.tensor(channels))] as const;
        columnSums(heap.kernels, { rows, channels }, x, out[0]!);
        channelMoments(heap.kernels, { rows, channels }, x, out[1]!, out[2]!);
        expectClose(heap.valuesOf(out[0]!), sums, 1e-6);
        expectClose(
          heap.valuesOf(out[1]!),
          sums.map((sum) => sum / rows),
          1e-6,
        );
        expectClose(heap.valuesOf(out[2]!), variances, 1e-5);
        expect(heap.isIntact()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('scale values, and a ReLU keeps those above zero', () => {
    fc.assert(
      fc.property(extent, few, fc.boolean(), (rows, channels, relu) => {
        const heap = new TestHeap('plain');
        const [x, dy] = [valuesOf(rows * channels, 1), valuesOf(rows * channels, 2)];
        const [factor, shift, mean] = [3, 4, 5].map((seed) => valuesOf(channels, seed)) as [
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const all = { x: heap.tensor(x), y: heap.tensor(x.length), gradient: heap.tensor(dy) };
        const [a, b, c] = [heap.tensor(factor), heap.tensor(shift), heap.tensor(mean)];
        scaleChannels(heap.kernels, { rows, channels }, all.x, { factor: a, shift: b, relu }, all.y);
        const linear = Float64Array.from(
          x,
          (value, at) => value * factor[at % channels]! + shift[at % channels]!,
        );
        expectClose(
          heap.valuesOf(all.y),
          linear.map((value) => (relu ? Math.max(0, value) : value)),
          1e-6,
        );

        const y = heap.valuesOf(all.y);
        const through = Float64Array.from(dy, (value, at) => (relu && y[at]! <= 0 ? 0 : value));
        const from = { ...all, y: relu ? all.y : null };
        const [byScale, byOffset, dx] = [heap.tensor(channels), heap.tensor(channels), heap.tensor(x.length)];
        normSums(heap.kernels, { rows, channels }, from, { mean: c, inverse: a }, { byScale, byOffset });
        normGradient(heap.kernels, { rows, channels }, from, { a, b, c }, dx);
        const sums = [new Float64Array(channels), new Float64Array(channels)] as const;
        through.forEach((value, at) => {
          const channel = at % channels;
          sums[0][channel]! += value;
          sums[1][channel]! += value * (x[at]! - mean[channel]!) * factor[channel]!;
        });
        expectClose(heap.valuesOf(byOffset), sums[0], 1e-5);
        expectClose(heap.valuesOf(byScale), sums[1], 1e-5);
        const expected = through.map(
          (value, at) =>
            value * factor[at % channels]! + x[at]! * shift[at % channels]! + mean[at % channels]!,
        );
        expectClose(heap.valuesOf(dx), expected, 1e-6);
        expect(heap.isIntact()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('keep NaN through a ReLU, so that a diverged training is detected', () => {
    const heap = new TestHeap('plain');
    const [x, one, zero] = [heap.tensor([Number.NaN, -1]), heap.tensor([1]), heap.tensor([0])];
    scaleChannels(heap.kernels, { rows: 2, channels: 1 }, x, { factor: one, shift: zero, relu: true }, x);
    expect([...heap.valuesOf(x)]).toEqual([Number.NaN, 0]);
  });
});

describe('max-pool', () => {
  it('finds the largest value of each window and returns the gradient to it', () => {
    const size = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(few, few, few, size, size, (height, width, channels, rows, columns) => {
        fc.pre(height >= rows && width >= columns);
        const heap = new TestHeap('plain');
        const [batch, outHeight, outWidth] = [2, Math.floor(height / rows), Math.floor(width / columns)];
        const x = valuesOf(batch * height * width * channels, 1);
        const dy = valuesOf(batch * outHeight * outWidth * channels, 2);
        const y = new Float64Array(dy.length).fill(-Infinity);
        const windowOf = (at: number): number | null => {
          const [channel, pixel] = [at % channels, Math.floor(at / channels)];
          const [column, line] = [pixel % width, Math.floor(pixel / width)];
          const [row, image] = [line % height, Math.floor(line / height)];
          const [windowRow, windowColumn] = [Math.floor(row / rows), Math.floor(column / columns)];
          if (windowRow >= outHeight || windowColumn >= outWidth) return null;
          return ((image * outHeight + windowRow) * outWidth + windowColumn) * channels + channel;
        };
        x.forEach((value, at) => {
          const window = windowOf(at);
          if (window !== null) y[window] = Math.max(y[window]!, value);
        });
        const dx = x.map((value, at) => {
          const window = windowOf(at);
          return window !== null && value === y[window] ? dy[window]! : 0;
        });
        const sizes = { batch, height, width, channels, rows, columns };
        const [from, to, out] = [heap.tensor(x), heap.tensor(dy.length), heap.tensor(x.length)];
        maxPool(heap.kernels, sizes, from, to);
        expect([...heap.valuesOf(to)]).toEqual([...y]);
        maxPoolGradient(heap.kernels, sizes, { x: from, y: to, gradient: heap.tensor(dy) }, out);
        expect([...heap.valuesOf(out)]).toEqual([...dx]);
        expect(heap.isIntact()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('adam', () => {
  it('steps like AdamW in float64, in place or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 37 }), fc.boolean(), (length, isInPlace) => {
        const heap = new TestHeap('plain');
        const [weights, gradient, first] = [valuesOf(length, 1), valuesOf(length, 2), valuesOf(length, 3)];
        const second = valuesOf(length, 4).map(Math.abs);
        const numbers = {
          rate: 0.01,
          beta1: 0.9,
          beta2: 0.999,
          epsilon: 1e-7,
          decay: 0.02,
          gradientScale: 0.5,
        };
        const before = {
          weights: heap.tensor(weights),
          first: heap.tensor(first),
          second: heap.tensor(second),
        };
        const fresh = {
          weights: heap.tensor(length),
          first: heap.tensor(length),
          second: heap.tensor(length),
        };
        const after = isInPlace ? before : fresh;
        adam(heap.kernels, before, heap.tensor(gradient), numbers, after);
        const m = Float64Array.from(first, (value, at) => 0.9 * value + 0.1 * 0.5 * gradient[at]!);
        const v = Float64Array.from(
          second,
          (value, at) => 0.999 * value + 0.001 * (0.5 * gradient[at]!) ** 2,
        );
        const w = Float64Array.from(
          weights,
          (value, at) => 0.98 * value - (0.01 * m[at]!) / (Math.sqrt(v[at]!) + 1e-7),
        );
        expectClose(heap.valuesOf(after.first), m, 1e-6);
        expectClose(heap.valuesOf(after.second), v, 1e-6);
        expectClose(heap.valuesOf(after.weights), w, 1e-6);
        expect(heap.isIntact()).toBe(true);
      }),
    );
  });
});
