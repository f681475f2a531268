import { expect, it } from 'vitest';
import { Random } from '#libs/random';
import type { Tensor, Tf } from '../tf.js';
import { opsOf } from './engine-ops.js';
import { FLOAT64_OPS, type Array64 } from './float64-ops.contract.js';
import type { Ops } from './ops.js';

interface OpCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: <T>(ops: Ops<T>, tensors: readonly T[]) => T;
}

const MASK = Float32Array.of(1, 1, 1, 0, 1, 1, 0, 0);

/** Every operation, in each form that an architecture uses. */
const CASES: readonly OpCase[] = [
  { name: 'add, broadcasting', shapes: [[2, 3], [3]], run: (ops, [a, b]) => ops.add(a!, b!) },
  {
    name: 'mul, broadcasting',
    shapes: [
      [2, 3, 2],
      [2, 1, 2],
    ],
    run: (ops, [a, b]) => ops.mul(a!, b!),
  },
  { name: 'div', shapes: [[4]], run: (ops, [a]) => ops.div(a!, ops.add(ops.sigmoid(a!), ops.sigmoid(a!))) },
  { name: 'relu', shapes: [[3, 4]], run: (ops, [x]) => ops.relu(x!) },
  { name: 'tanh', shapes: [[3, 4]], run: (ops, [x]) => ops.tanh(x!) },
  { name: 'sigmoid', shapes: [[3, 4]], run: (ops, [x]) => ops.sigmoid(x!) },
  { name: 'sqrtAbove', shapes: [[3, 4]], run: (ops, [x]) => ops.sqrtAbove(x!, 0.3) },
  { name: 'sum', shapes: [[2, 3, 4]], run: (ops, [x]) => ops.sum(x!, 1) },
  { name: 'softmax over the last axis', shapes: [[2, 3, 4]], run: (ops, [x]) => ops.softmax(x!, 2) },
  { name: 'softmax over frames', shapes: [[2, 3, 4]], run: (ops, [x]) => ops.softmax(x!, 1) },
  {
    name: 'concat',
    shapes: [
      [2, 3, 2],
      [2, 3, 1],
    ],
    run: (ops, [a, b]) => ops.concat([a!, b!], 2),
  },
  { name: 'transpose', shapes: [[2, 3, 4, 2]], run: (ops, [x]) => ops.transpose(x!, [0, 2, 1, 3]) },
  { name: 'reshape', shapes: [[2, 6]], run: (ops, [x]) => ops.reshape(x!, [4, 3]) },
  {
    name: 'matMul, batched',
    shapes: [
      [2, 2, 3, 4],
      [2, 2, 4, 5],
    ],
    run: (ops, [a, b]) => ops.matMul(a!, b!),
  },
  { name: 'dense', shapes: [[2, 3, 4], [4, 5], [5]], run: (ops, [x, w, b]) => ops.dense(x!, w!, b!) },
  {
    name: 'dense without a bias',
    shapes: [
      [3, 4],
      [4, 2],
    ],
    run: (ops, [x, w]) => ops.dense(x!, w!, null),
  },
  {
    name: 'lstm',
    shapes: [[2, 4, 3], [3, 8], [2, 8], [8]],
    run: (ops, [x, kernel, recurrent, bias]) =>
      ops.lstm(x!, { kernel: kernel!, recurrent: recurrent!, bias: bias!, peephole: null }),
  },
  {
    name: 'lstm with peepholes, a mask, backwards',
    shapes: [[2, 4, 3], [3, 8], [2, 8], [8], [3, 2]],
    run: (ops, [x, kernel, recurrent, bias, peephole]) =>
      ops.lstm(
        x!,
        { kernel: kernel!, recurrent: recurrent!, bias: bias!, peephole: peephole! },
        { reverse: true, mask: ops.constant(MASK, [2, 4]) },
      ),
  },
  {
    name: 'conv1d',
    shapes: [
      [2, 5, 3],
      [3, 3, 2],
    ],
    run: (ops, [x, w]) => ops.conv1d(x!, w!),
  },
  {
    name: 'conv1d, causal and dilated',
    shapes: [
      [2, 5, 3],
      [2, 3, 4],
    ],
    run: (ops, [x, w]) => ops.conv1d(x!, w!, { dilation: 2, padding: 'causal' }),
  },
  {
    name: 'conv1d, anticausal, dilated beyond the clip',
    shapes: [
      [2, 5, 3],
      [2, 3, 4],
    ],
    run: (ops, [x, w]) => ops.conv1d(x!, w!, { dilation: 8, padding: 'anticausal' }),
  },
  {
    name: 'conv2d',
    shapes: [
      [2, 4, 5, 3],
      [3, 3, 3, 2],
    ],
    run: (ops, [x, w]) => ops.conv2d(x!, w!),
  },
  {
    name: 'conv2d with stride 2',
    shapes: [
      [2, 6, 5, 1],
      [5, 5, 1, 3],
    ],
    run: (ops, [x, w]) => ops.conv2d(x!, w!, { stride: 2 }),
  },
  { name: 'maxPool2d', shapes: [[2, 5, 4, 3]], run: (ops, [x]) => ops.maxPool2d(x!, [2, 2]) },
  { name: 'maxPool2d of one axis', shapes: [[2, 3, 5, 2]], run: (ops, [x]) => ops.maxPool2d(x!, [1, 2]) },
  {
    name: 'batchNorm',
    shapes: [[2, 4, 3], [3], [3]],
    run: (ops, [x, scale, offset]) => ops.batchNorm(x!, { scale: scale!, offset: offset! }).output,
  },
  {
    name: 'batchNorm with a mask and ReLU',
    shapes: [[2, 4, 3], [3], [3]],
    run: (ops, [x, scale, offset]) =>
      ops.batchNorm(
        x!,
        { scale: scale!, offset: offset! },
        { relu: true, mask: ops.constant(MASK, [2, 4, 1]) },
      ).output,
  },
  {
    name: 'layerNorm',
    shapes: [[2, 3, 4], [4], [4]],
    run: (ops, [x, scale, offset]) => ops.layerNorm(x!, { scale: scale!, offset: offset! }),
  },
];

/** Tests that every operation matches float64 in values and gradients. */
export function opsContract(engine: () => Tf): void {
  it.each(CASES)('matches the float64 values and gradients: $name', ({ shapes, run }) => {
    const tf = engine();
    const random = Random.seeded(7, 'ops');
    const normal = (shape: readonly number[]) =>
      Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, () =>
        random.normal(),
      );
    const inputs = shapes.map(normal);
    const point = inputs.map((values, at): Array64 => ({
      shape: shapes[at]!,
      values: Float64Array.from(values),
    }));
    const reference = run(FLOAT64_OPS, point);
    // A weighted sum gives every output its own share of the gradient.
    const weights = normal(reference.shape);
    const weightedSum = () =>
      run(FLOAT64_OPS, point).values.reduce((sum, value, at) => sum + value * weights[at]!, 0);

    const before = tf.memory().numTensors;
    const { value, gradients } = tf.tidy(() => {
      const ops = opsOf(tf);
      const tensors = inputs.map((values, at) => tf.tensor(values, [...shapes[at]!]));
      const { grads } = tf.valueAndGrads((...given: Tensor[]) => {
        const output = run(ops, given);
        return tf.sum(tf.mul(output, tf.tensor(weights, [...reference.shape])));
      })(tensors);
      const alone = run(ops, tensors);
      expect(alone.shape).toEqual(reference.shape);
      return { value: alone.dataSync(), gradients: grads.map((gradient) => gradient.dataSync()) };
    });
    expect(tf.memory().numTensors).toBe(before);
    expectClose(value, reference.values, 1e-5);
    gradients.forEach((gradient, at) =>
      expectClose(gradient, differentiate(point[at]!.values, weightedSum), 2e-4),
    );
  });
}

/** Computes central differences of a function of `values` and restores the values afterwards. */
export function differentiate(
  values: Float64Array,
  lossOf: () => number,
  only?: readonly number[],
): Float64Array {
  const places = only ?? [...values.keys()];
  return Float64Array.from(places, (at) => {
    const value = values[at]!;
    const step = 1e-5;
    values[at] = value + step;
    const above = lossOf();
    values[at] = value - step;
    const below = lossOf();
    values[at] = value;
    return (above - below) / (2 * step);
  });
}

export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const worst = Math.max(
    ...Array.from(
      actual,
      (value, at) => Math.abs(value - expected[at]!) / Math.max(1, Math.abs(expected[at]!)),
    ),
  );
  expect(worst).toBeLessThan(tolerance);
}
