import {
  NORM_EPSILON,
  type Conv1dOptions,
  type LstmOptions,
  type LstmWeights,
  type Ops,
} from '../ops/ops.js';
import type { OnnxGraph } from './graph.js';
import { GATES, PEEPHOLES, reorderBlocks, transposedMatrix } from './onnx-weights.js';

/** A tensor of a graph that is being built: its name, its shape, and its values if it is a constant. */
export interface Traced {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | null;
}

/** Stands for the batch, whose size a graph leaves free. It is a prime, so no other extent of a network equals it. */
export const BATCH = 10_007;

/** Records every operation as a node of a graph, so that running a network exports it. Supports no masks. */
export function onnxOps(graph: OnnxGraph): Ops<Traced> {
  const node = (
    operator: string,
    inputs: readonly (Traced | string)[],
    shape: readonly number[],
    attributes: Parameters<OnnxGraph['node']>[2] = {},
  ): Traced => {
    const names = inputs.map((input) => (typeof input === 'string' ? input : input.name));
    return { name: graph.node(operator, names, attributes), shape, values: null };
  };
  const reshape = (x: Traced, shape: readonly number[]): Traced => {
    const extents = shape.map((extent) => (extent === BATCH ? -1 : extent));
    return node('Reshape', [x, graph.integers(extents)], shape);
  };
  const transpose = (x: Traced, order: readonly number[]): Traced => {
    const shape = order.map((axis) => x.shape[axis] ?? 0);
    return node('Transpose', [x], shape, { perm: order });
  };
  const binary = (operator: string) => (a: Traced, b: Traced) => node(operator, [a, b], broadcast(a, b));
  const unary = (operator: string) => (x: Traced) => node(operator, [x], x.shape);
  const matMul = (a: Traced, b: Traced): Traced => {
    const outer = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
    return node('MatMul', [a, b], [...outer, a.shape.at(-2) ?? 0, b.shape.at(-1) ?? 0]);
  };
  const ops: Ops<Traced> = {
    shapeOf: ({ shape }) => shape,
    constant: (values, shape) => constant(graph, values, shape),
    reshape,
    transpose,
    concat: (parts, axis) => {
      const [first] = parts;
      const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
      const shape = (first?.shape ?? []).map((extent, at) => (at === axis ? total : extent));
      return node('Concat', parts, shape, { axis });
    },
    add: binary('Add'),
    mul: binary('Mul'),
    div: binary('Div'),
    relu: unary('Relu'),
    tanh: unary('Tanh'),
    sigmoid: unary('Sigmoid'),
    sqrtAbove: (x, floor) => {
      const least = constant(graph, Float32Array.of(floor), [1]);
      return node('Sqrt', [node('Max', [x, least], x.shape)], x.shape);
    },
    sum: (x, axis) => {
      const shape = x.shape.map((extent, at) => (at === axis ? 1 : extent));
      return node('ReduceSum', [x, graph.integers([axis])], shape);
    },
    softmax: (x, axis) => node('Softmax', [x], x.shape, { axis }),
    matMul,
    dense: (x, kernel, bias) => {
      const product = node('MatMul', [x, kernel], [...x.shape.slice(0, -1), kernel.shape[1] ?? 0]);
      return bias === null ? product : node('Add', [product, bias], product.shape);
    },
    lstm: (x, weights, options) => lstm(graph, ops, x, weights, options),
    conv1d: (x, kernel, options) => conv1d(graph, ops, x, kernel, options),
    conv2d: (x, kernel, { stride = 1 } = {}) => {
      const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
      const [taps = 0, , , outputs = 0] = kernel.shape;
      const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
      const before = (taps - 1) >> 1;
      const behind = (extent: number, out: number) => (out - 1) * stride + taps - extent - before;
      const filter = filterForOnnx(graph, kernel, taps * taps, inputs, [outputs, inputs, taps, taps]);
      const attributes = {
        strides: [stride, stride],
        pads: [before, before, Math.max(0, behind(height, outHeight)), Math.max(0, behind(width, outWidth))],
      };
      const images = transpose(x, [0, 3, 1, 2]);
      const convolved = node('Conv', [images, filter], [batch, outputs, outHeight, outWidth], attributes);
      return transpose(convolved, [0, 2, 3, 1]);
    },
    maxPool2d: (x, size) => {
      const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
      const shape = [batch, channels, Math.floor(height / size[0]), Math.floor(width / size[1])];
      const pooled = node('MaxPool', [transpose(x, [0, 3, 1, 2])], shape, {
        kernel_shape: size,
        strides: size,
      });
      return transpose(pooled, [0, 2, 3, 1]);
    },
    batchNorm: () => {
      throw new RangeError('A scoring graph needs batch norm with moving moments');
    },
    layerNorm: (x, { scale, offset }) =>
      node('LayerNormalization', [x, scale, offset], x.shape, {
        axis: x.shape.length - 1,
        epsilon: { float: NORM_EPSILON },
      }),
  };
  return ops;
}

/** Adds a constant. A constant per clip must have equal rows, of which one is stored. */
function constant(graph: OnnxGraph, values: Float32Array, shape: readonly number[]): Traced {
  const isForEach = shape[0] === BATCH;
  const stored = isForEach ? values.slice(0, values.length / BATCH) : values;
  if (isForEach && values.some((value, at) => value !== stored[at % stored.length])) {
    throw new RangeError('A graph cannot contain a constant that differs between clips');
  }
  const storedShape = isForEach ? [1, ...shape.slice(1)] : shape;
  return { name: graph.floats(stored, storedShape), shape, values: stored };
}

/** Adds an LSTM. ONNX expects `[frames, batch, width]`, gates in the order i, o, f, c, and transposed matrices. */
function lstm(
  graph: OnnxGraph,
  ops: Ops<Traced>,
  x: Traced,
  { kernel, recurrent, bias, peephole }: LstmWeights<Traced>,
  { reverse = false }: LstmOptions<Traced> = {},
): Traced {
  const [units = 0] = recurrent.shape;
  const [batch = 0, frames = 0, inputs = 0] = x.shape;
  const gates = 4 * units;
  const w = reorderBlocks(transposedMatrix(valuesOf(kernel), inputs, gates), units * inputs, GATES);
  const r = reorderBlocks(transposedMatrix(valuesOf(recurrent), units, gates), units * units, GATES);
  const b = new Float32Array(2 * gates);
  b.set(reorderBlocks(valuesOf(bias), units, GATES));
  const names = [
    ops.transpose(x, [1, 0, 2]).name,
    graph.floats(w, [1, gates, inputs]),
    graph.floats(r, [1, gates, units]),
    graph.floats(b, [1, 2 * gates]),
  ];
  if (peephole) {
    const p = reorderBlocks(valuesOf(peephole), units, PEEPHOLES);
    names.push('', '', '', graph.floats(p, [1, 3 * units]));
  }
  const all = graph.node('LSTM', names, {
    hidden_size: units,
    direction: reverse ? 'reverse' : 'forward',
  }); // [frames, directions, batch, units]
  const outputs = graph.node('Squeeze', [all, graph.integers([1])]);
  return ops.transpose({ name: outputs, shape: [frames, batch, units], values: null }, [1, 0, 2]);
}

function conv1d(
  graph: OnnxGraph,
  ops: Ops<Traced>,
  x: Traced,
  kernel: Traced,
  { dilation = 1, padding = 'same' }: Conv1dOptions = {},
): Traced {
  const [batch = 0, frames = 0, inputs = 0] = x.shape;
  const [taps = 0, , outputs = 0] = kernel.shape;
  const own = { causal: taps - 1, same: (taps - 1) >> 1, anticausal: 0 }[padding];
  const filter = filterForOnnx(graph, kernel, taps, inputs, [outputs, inputs, taps]);
  const channelsFirst = ops.transpose(x, [0, 2, 1]);
  const name = graph.node('Conv', [channelsFirst.name, filter], {
    dilations: [dilation],
    pads: [own * dilation, (taps - 1 - own) * dilation],
  });
  return ops.transpose({ name, shape: [batch, outputs, frames], values: null }, [0, 2, 1]);
}

/** Transposes `[taps, inputs, outputs]` to `[outputs, inputs, taps]`. */
function filterForOnnx(
  graph: OnnxGraph,
  { values, name }: Traced,
  taps: number,
  inputs: number,
  shape: readonly number[],
): string {
  const from = valuesOf({ values, name });
  const outputs = from.length / (taps * inputs);
  const to = new Float32Array(from.length);
  for (let tap = 0; tap < taps; tap++)
    for (let input = 0; input < inputs; input++)
      for (let output = 0; output < outputs; output++)
        to[(output * inputs + input) * taps + tap] = from[(tap * inputs + input) * outputs + output] ?? 0;
  return graph.floats(to, shape);
}

function valuesOf({ values, name }: Pick<Traced, 'values' | 'name'>): Float32Array {
  if (values === null) throw new RangeError(`${name} must be a constant of the graph`);
  return values;
}

function broadcast(a: Traced, b: Traced): readonly number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const extent = ({ shape }: Traced, at: number): number => shape[shape.length - rank + at] ?? 1;
  return Array.from({ length: rank }, (_, at) => Math.max(extent(a, at), extent(b, at)));
}
