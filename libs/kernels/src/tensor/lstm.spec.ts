import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lstmBackward, lstmForward, lstmTraceLength, type LstmSizes } from './lstm.js';
import { SIMD_KINDS, TestHeap } from './test-heap.contract.js';
import { expectClose, valuesOf } from './test-values.contract.js';

interface Case {
  readonly sizes: LstmSizes;
  readonly x: Float64Array;
  readonly kernel: Float64Array;
  readonly recurrent: Float64Array;
  readonly bias: Float64Array;
  readonly peephole: Float64Array | null;
  readonly mask: Float64Array | null;
  readonly reverse: boolean;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** Computes the layer in plain float64 loops. */
function reference({ sizes, x, kernel, recurrent, bias, peephole, mask, reverse }: Case): Float64Array {
  const { batch, frames, inputs, units } = sizes;
  const output = new Float64Array(batch * frames * units);
  for (let clip = 0; clip < batch; clip++) {
    let h = new Float64Array(units);
    let c = new Float64Array(units);
    for (let step = 0; step < frames; step++) {
      const frame = clip * frames + (reverse ? frames - 1 - step : step);
      if (mask?.[frame] === 0) {
        h = new Float64Array(units);
        c = new Float64Array(units);
        continue;
      }
      const z = bias.map((value, gate) => {
        for (let i = 0; i < inputs; i++) value += x[frame * inputs + i]! * kernel[i * 4 * units + gate]!;
        for (let j = 0; j < units; j++) value += h[j]! * recurrent[j * 4 * units + gate]!;
        return value;
      });
      const hole = (gate: number, unit: number) => peephole?.[gate * units + unit] ?? 0;
      const before = c;
      c = before.map((value, unit) => {
        const i = sigmoid(z[unit]! + hole(0, unit) * value);
        const f = sigmoid(z[units + unit]! + hole(1, unit) * value);
        return f * value + i * Math.tanh(z[2 * units + unit]!);
      });
      h = c.map((value, unit) => sigmoid(z[3 * units + unit]! + hole(2, unit) * value) * Math.tanh(value));
      output.set(h, frame * units);
    }
  }
  return output;
}

function makeCase(sizes: LstmSizes, has: { peephole: boolean; mask: boolean; reverse: boolean }): Case {
  const { batch, frames, inputs, units } = sizes;
  const draw = (length: number, seed: number) => Float64Array.from(valuesOf(length, seed));
  return {
    sizes,
    x: draw(batch * frames * inputs, 1),
    kernel: draw(inputs * 4 * units, 2),
    recurrent: draw(units * 4 * units, 3),
    bias: draw(4 * units, 4),
    peephole: has.peephole ? draw(3 * units, 5) : null,
    mask: has.mask ? draw(batch * frames, 6).map((value) => (value < 0.3 ? 1 : 0)) : null,
    reverse: has.reverse,
  };
}

function onHeap(heap: TestHeap, { sizes, reverse, ...values }: Case) {
  const { batch, frames, inputs, units } = sizes;
  const put = (tensor: Float64Array | null) => tensor && heap.tensor(tensor);
  const weights = {
    kernel: heap.tensor(values.kernel),
    recurrent: heap.tensor(values.recurrent),
    bias: heap.tensor(values.bias),
    peephole: put(values.peephole),
  };
  const options = { reverse, mask: put(values.mask) };
  const output = heap.tensor(batch * frames * units);
  const trace = heap.tensor(lstmTraceLength(heap.kernels, sizes));
  lstmForward(heap.kernels, sizes, heap.tensor(values.x), weights, options, output, trace);
  return {
    output: () => heap.valuesOf(output),
    gradients(outputGradient: Float64Array) {
      const gradients = {
        inputs: heap.tensor(batch * frames * inputs),
        kernel: heap.tensor(inputs * 4 * units),
        recurrent: heap.tensor(units * 4 * units),
        bias: heap.tensor(4 * units),
        peephole: values.peephole && heap.tensor(3 * units),
      };
      lstmBackward(heap.kernels, sizes, weights, options, trace, heap.tensor(outputGradient), gradients);
      return gradients;
    },
  };
}

const flags = fc.record({ peephole: fc.boolean(), mask: fc.boolean(), reverse: fc.boolean() });

describe.each(SIMD_KINDS)('LSTM, %s SIMD', (simd) => {
  it('equals the outputs of float64 loops for any sizes', () => {
    const extent = fc.integer({ min: 1, max: 13 });
    fc.assert(
      fc.property(extent, extent, extent, extent, flags, (batch, frames, inputs, units, has) => {
        const heap = new TestHeap(simd);
        const own = makeCase({ batch, frames, inputs, units }, has);
        expectClose(onHeap(heap, own).output(), reference(own), 2e-6);
        expect(heap.isIntact()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('equals the gradients of float64 differences', () => {
    const extent = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(extent, extent, extent, extent, flags, (batch, frames, inputs, units, has) => {
        const heap = new TestHeap(simd);
        const own = makeCase({ batch, frames, inputs, units }, has);
        const outputGradient = Float64Array.from(valuesOf(batch * frames * units, 7));
        const actual = onHeap(heap, own).gradients(outputGradient);
        const loss = () => reference(own).reduce((sum, value, at) => sum + value * outputGradient[at]!, 0);
        const fields = {
          inputs: 'x',
          kernel: 'kernel',
          recurrent: 'recurrent',
          bias: 'bias',
          peephole: 'peephole',
        } as const;
        for (const [name, field] of Object.entries(fields)) {
          const gradient = actual[name as keyof typeof fields];
          const point = own[field];
          if (gradient === null || point === null) continue;
          const numeric = point.map((value, at) => {
            point[at] = value + 1e-5;
            const above = loss();
            point[at] = value - 1e-5;
            const below = loss();
            point[at] = value;
            return (above - below) / 2e-5;
          });
          expectClose(heap.valuesOf(gradient), numeric, 1e-5);
        }
        expect(heap.isIntact()).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("computes the paper's layer within float32 of float64, and returns NaN where a clip contains NaN", () => {
    const heap = new TestHeap(simd);
    const own = makeCase(
      { batch: 3, frames: 20, inputs: 40, units: 128 },
      { peephole: false, mask: false, reverse: false },
    );
    for (const weights of [own.kernel, own.recurrent])
      weights.forEach((value, at) => (weights[at] = value / 8));
    expectClose(onHeap(heap, own).output(), reference(own), 2e-6);
    own.x[0] = Number.NaN;
    const [first, second] = [onHeap(heap, own).output(), reference(own)];
    expect(first[0]).toBeNaN();
    expectClose(first.subarray(20 * 128), second.subarray(20 * 128), 2e-6);
  });
});
