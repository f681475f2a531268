import { NORM_EPSILON, type LstmWeights, type Ops } from './ops.js';

/** An array in float64, so that differences of a loss keep enough digits. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** The operations in plain float64 loops. They are slow, have no gradients, and are the reference for every engine. */
export const FLOAT64_OPS: Ops<Array64> = {
  shapeOf: ({ shape }) => shape,
  constant: (values, shape) => ({ shape, values: Float64Array.from(values) }),
  reshape: ({ values }, shape) => ({ shape, values }),
  transpose,
  concat: (parts, axis) => parts.reduce((left, right) => join(left, right, axis)),
  add: (a, b) => broadcast(a, b, (x, y) => x + y),
  mul: (a, b) => broadcast(a, b, (x, y) => x * y),
  div: (a, b) => broadcast(a, b, (x, y) => x / y),
  relu: (x) => map(x, (value) => Math.max(0, value)),
  tanh: (x) => map(x, Math.tanh),
  sigmoid: (x) => map(x, sigmoid),
  sqrtAbove: (x, floor) => map(x, (value) => Math.sqrt(Math.max(value, floor))),
  sum: (x, axis) => alongAxis(x, axis, (line) => [line.reduce((total, value) => total + value, 0)]),
  softmax: (x, axis) => alongAxis(x, axis, softmaxOf),
  matMul,
  dense(x, kernel, bias) {
    const [inputs, outputs] = [kernel.shape[0]!, kernel.shape[1]!];
    const rows = { shape: [x.values.length / inputs, inputs], values: x.values };
    const product = { ...matMul(rows, kernel), shape: [...x.shape.slice(0, -1), outputs] };
    return bias === null ? product : broadcast(product, bias, (a, b) => a + b);
  },
  lstm(x, weights, { reverse = false, mask = null } = {}) {
    const [batch, frames, inputs] = x.shape as [number, number, number];
    const units = weights.recurrent.shape[0]!;
    const out = new Float64Array(batch * frames * units);
    for (let clip = 0; clip < batch; clip++) {
      let h = new Array<number>(units).fill(0);
      let c = new Array<number>(units).fill(0);
      for (let step = 0; step < frames; step++) {
        const frame = reverse ? frames - 1 - step : step;
        const start = (clip * frames + frame) * inputs;
        const cell = lstmCell(x.values.subarray(start, start + inputs), h, c, weights);
        const counts = mask === null ? 1 : mask.values[clip * frames + frame]!;
        h = cell.h.map((value) => value * counts);
        c = cell.c.map((value) => value * counts);
        out.set(h, (clip * frames + frame) * units);
      }
    }
    return { shape: [batch, frames, units], values: out };
  },
  conv1d(x, kernel, { dilation = 1, padding = 'same' } = {}) {
    const [batch, frames, inputs] = x.shape as [number, number, number];
    const [taps, , outputs] = kernel.shape as [number, number, number];
    const own = { causal: taps - 1, same: (taps - 1) >> 1, anticausal: 0 }[padding];
    return fillArray([batch, frames, outputs], ([clip, frame, output]) => {
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) {
        const read = frame! + (tap - own) * dilation;
        if (read < 0 || read >= frames) continue;
        for (let input = 0; input < inputs; input++) {
          sum +=
            x.values[(clip! * frames + read) * inputs + input]! *
            kernel.values[(tap * inputs + input) * outputs + output!]!;
        }
      }
      return sum;
    });
  },
  conv2d(x, kernel, { stride = 1 } = {}) {
    const [batch, height, width, inputs] = x.shape as [number, number, number, number];
    const [taps, , , outputs] = kernel.shape as [number, number, number, number];
    const pad = (taps - 1) / 2;
    const shape = [batch, Math.ceil(height / stride), Math.ceil(width / stride), outputs];
    return fillArray(shape, ([clip, row, column, output]) => {
      let sum = 0;
      for (let tap = 0; tap < taps * taps; tap++) {
        const y = row! * stride + Math.floor(tap / taps) - pad;
        const z = column! * stride + (tap % taps) - pad;
        if (y < 0 || z < 0 || y >= height || z >= width) continue;
        const place = ((clip! * height + y) * width + z) * inputs;
        for (let input = 0; input < inputs; input++) {
          sum += x.values[place + input]! * kernel.values[(tap * inputs + input) * outputs + output!]!;
        }
      }
      return sum;
    });
  },
  maxPool2d(x, [rows, columns]) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const shape = [batch, Math.floor(height / rows), Math.floor(width / columns), channels];
    return fillArray(shape, ([clip, row, column, channel]) => {
      let most = -Infinity;
      for (let y = row! * rows; y < (row! + 1) * rows; y++) {
        for (let z = column! * columns; z < (column! + 1) * columns; z++) {
          most = Math.max(most, x.values[((clip! * height + y) * width + z) * channels + channel!]!);
        }
      }
      return most;
    });
  },
  batchNorm(x, { scale, offset }, { mask = null, relu = false } = {}) {
    const channels = scale.values.length;
    const counts = (at: number) => (mask === null ? 1 : mask.values[Math.floor(at / channels)]!);
    const count = x.values.reduce((sum, _, at) => sum + counts(at), 0) / channels;
    const mean = new Float64Array(channels);
    x.values.forEach((value, at) => (mean[at % channels]! += (counts(at) * value) / count));
    const variance = new Float64Array(channels);
    x.values.forEach(
      (value, at) => (variance[at % channels]! += (counts(at) * (value - mean[at % channels]!) ** 2) / count),
    );
    const values = x.values.map((value, at) => {
      const channel = at % channels;
      const normal = (value - mean[channel]!) / Math.sqrt(variance[channel]! + NORM_EPSILON);
      const linear = counts(at) * (normal * scale.values[channel]! + offset.values[channel]!);
      return relu ? Math.max(0, linear) : linear;
    });
    const moments = (of: Float64Array): Array64 => ({ shape: [channels], values: of });
    return { output: { shape: x.shape, values }, mean: moments(mean), variance: moments(variance) };
  },
  layerNorm: (x, { scale, offset }) =>
    alongAxis(x, x.shape.length - 1, (line) => {
      const mean = line.reduce((sum, value) => sum + value, 0) / line.length;
      const variance = line.reduce((sum, value) => sum + (value - mean) ** 2, 0) / line.length;
      return line.map(
        (value, at) =>
          ((value - mean) / Math.sqrt(variance + NORM_EPSILON)) * scale.values[at]! + offset.values[at]!,
      );
    }),
};

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

export function softmaxOf(line: readonly number[]): number[] {
  const exponentials = line.map((value) => Math.exp(value - Math.max(...line)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

function lstmCell(
  x: Float64Array,
  h: readonly number[],
  c: readonly number[],
  { kernel, recurrent, bias, peephole }: LstmWeights<Array64>,
): { h: number[]; c: number[] } {
  const units = h.length;
  const z = Array.from(bias.values, (b, column) => {
    const fromInput = x.reduce(
      (sum, value, row) => sum + value * kernel.values[row * 4 * units + column]!,
      b,
    );
    return h.reduce(
      (sum, value, row) => sum + value * recurrent.values[row * 4 * units + column]!,
      fromInput,
    );
  });
  const hole = (at: number, unit: number) => peephole?.values[at * units + unit] ?? 0;
  const after = c.map((before, unit) => {
    const i = sigmoid(z[unit]! + hole(0, unit) * before);
    const f = sigmoid(z[units + unit]! + hole(1, unit) * before);
    return f * before + i * Math.tanh(z[2 * units + unit]!);
  });
  const out = after.map(
    (state, unit) => sigmoid(z[3 * units + unit]! + hole(2, unit) * state) * Math.tanh(state),
  );
  return { h: out, c: after };
}

function map({ shape, values }: Array64, change: (value: number) => number): Array64 {
  return { shape, values: values.map(change) };
}

/** Builds an array whose values depend on their positions. */
function fillArray(shape: readonly number[], valueAt: (place: readonly number[]) => number): Array64 {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const place = shape.map(() => 0);
  const values = Float64Array.from({ length: size }, () => {
    const value = valueAt(place);
    for (let axis = shape.length - 1; axis >= 0 && shape[axis] === ++place[axis]!; axis--) place[axis] = 0;
    return value;
  });
  return { shape, values };
}

function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
}

function broadcast(a: Array64, b: Array64, combine: (x: number, y: number) => number): Array64 {
  const rank = Math.max(a.shape.length, b.shape.length);
  const [left, right] = [a, b].map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = left!.map((extent, axis) => Math.max(extent, right![axis]!));
  const strides = [left!, right!].map((own) =>
    stridesOf(own).map((stride, axis) => (own[axis] === 1 ? 0 : stride)),
  );
  const at = (place: readonly number[], own: readonly number[]) =>
    place.reduce((sum, position, axis) => sum + position * own[axis]!, 0);
  return fillArray(shape, (place) =>
    combine(a.values[at(place, strides[0]!)]!, b.values[at(place, strides[1]!)]!),
  );
}

function transpose({ shape, values }: Array64, order: readonly number[]): Array64 {
  const strides = stridesOf(shape);
  return fillArray(
    order.map((axis) => shape[axis]!),
    (place) => values[place.reduce((sum, position, at) => sum + position * strides[order[at]!]!, 0)]!,
  );
}

function join(left: Array64, right: Array64, axis: number): Array64 {
  const split = left.shape[axis]!;
  const shape = left.shape.map((extent, at) => (at === axis ? extent + right.shape[axis]! : extent));
  const read = ({ shape: own, values }: Array64, place: readonly number[]) =>
    values[place.reduce((sum, position, at) => sum + position * stridesOf(own)[at]!, 0)]!;
  return fillArray(shape, (place) =>
    place[axis]! < split ? read(left, place) : read(right, place.with(axis, place[axis]! - split)),
  );
}

/** Applies a function to every line along an axis. The axis gets the length that the function returns. */
function alongAxis(x: Array64, axis: number, change: (line: number[]) => number[]): Array64 {
  const last = x.shape.length - 1;
  const order = [...x.shape.keys()].filter((at) => at !== axis).concat(axis);
  const moved = transpose(x, order);
  const length = x.shape[axis]!;
  const lines = Array.from({ length: moved.values.length / length }, (_, line) =>
    change([...moved.values.subarray(line * length, (line + 1) * length)]),
  );
  const shape = [...moved.shape.slice(0, last), lines[0]!.length];
  const back = x.shape.map((_, at) => order.indexOf(at));
  return transpose({ shape, values: Float64Array.from(lines.flat()) }, back);
}

function matMul(a: Array64, b: Array64): Array64 {
  const [m, k, n] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  return fillArray([...a.shape.slice(0, -1), n], (place) => {
    const [row, column] = [place.at(-2)!, place.at(-1)!];
    const outer = place.slice(0, -2).reduce((sum, position, at) => sum * a.shape[at]! + position, 0);
    let sum = 0;
    for (let at = 0; at < k; at++) {
      sum += a.values[(outer * m + row) * k + at]! * b.values[(outer * k + at) * n + column]!;
    }
    return sum;
  });
}
