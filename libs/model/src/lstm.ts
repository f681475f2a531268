import type { Tensor1D, Tensor2D, Tf } from './tf.js';

/** Keras' layout; gates stand in the order i, f, c, o along the columns. */
export interface LstmWeights {
  readonly kernel: Tensor2D; // [inputs, 4 * units]
  readonly recurrent: Tensor2D; // [units, 4 * units]
  readonly bias: Tensor1D; // [4 * units]
}

/** One tensor a frame: the wasm engine copies a whole tensor to cut a slice, so frames stay apart throughout. */
export type Sequence = readonly Tensor2D[]; // frames x [batch, width]

/** What the backward pass needs of one frame. */
interface CellTrace {
  readonly joined: Tensor2D; // [batch, inputs + units]: the frame beside the output before it
  readonly i: Tensor2D; // [batch, units], as are all below
  readonly f: Tensor2D;
  readonly g: Tensor2D;
  readonly o: Tensor2D;
  readonly cellBefore: Tensor2D;
  readonly tanhCell: Tensor2D;
}

export interface LstmTrace {
  readonly outputs: Sequence; // frames x [batch, units]
  readonly cells: readonly CellTrace[];
}

export interface LstmGradients extends LstmWeights {
  /** Null where nobody asked for them. */
  readonly inputs: Sequence | null; // frames x [batch, inputs]
}

/**
 * LSTM over a sequence from a zero state: i, f, o = sigmoid(x W + h' U + b), g = tanh(x W + h' U + b),
 * c = f c' + i g, h = o tanh(c). These are the paper's equations with g the candidate state, the forget gate of
 * Gers et al. 2000 and no peepholes; equal to `tf.layers.lstm` with `recurrentActivation: 'sigmoid'`.
 * Each gate has its own product, because cutting a joint one into columns costs more than it saves. Call in `tf.tidy`.
 */
export function lstmForward(tf: Tf, inputs: Sequence, { kernel, recurrent, bias }: LstmWeights): LstmTrace {
  const kernels = tf.split<Tensor2D>(tf.concat([kernel, recurrent], 0), 4, 1); // 4 x [inputs + units, units]
  const biases = tf.split<Tensor1D>(bias, 4); // 4 x [units]
  const gate = (joined: Tensor2D, at: number): Tensor2D => {
    const [b, gateBias] = [kernels[at], biases[at]];
    if (!b || !gateBias) throw new RangeError(`An LSTM has four gates, not ${at + 1}`);
    return tf.fused.matMul({ a: joined, b, bias: gateBias }) as Tensor2D;
  };
  let output: Tensor2D = tf.zeros([inputs[0]?.shape[0] ?? 0, recurrent.shape[0]]); // [batch, units]
  let cell = output;
  const cells: CellTrace[] = [];
  const outputs: Tensor2D[] = [];
  for (const input of inputs) {
    const joined = tf.concat([input, output], 1);
    const i = tf.sigmoid(gate(joined, 0));
    const f = tf.sigmoid(gate(joined, 1));
    const g = tanh(tf, gate(joined, 2));
    const o = tf.sigmoid(gate(joined, 3));
    const cellBefore = cell;
    cell = tf.add(tf.mul(f, cellBefore), tf.mul(i, g));
    const tanhCell = tanh(tf, cell);
    output = tf.mul(o, tanhCell);
    cells.push({ joined, i, f, g, o, cellBefore, tanhCell });
    outputs.push(output);
  }
  return { outputs, cells };
}

/**
 * Gradients through time of `lstmForward`. Products of transposed operands are written out, because the wasm
 * engine is fast on untransposed ones only; weights get one product over all frames. Call in `tf.tidy`.
 *
 * @param outputGradients of the loss by each output, frames x `[batch, units]`
 */
export function lstmBackward(
  tf: Tf,
  { cells }: LstmTrace,
  { kernel, recurrent }: LstmWeights,
  outputGradients: Sequence,
  options: { readonly inputs: boolean },
): LstmGradients {
  const kernelT = options.inputs ? tf.transpose(kernel) : null; // [4 * units, inputs]
  const recurrentT = tf.transpose(recurrent); // [4 * units, units]
  const gateGradients: Tensor2D[] = [];
  const inputGradients: Tensor2D[] = [];
  let fromNext: { output: Tensor2D; cell: Tensor2D } | null = null;
  for (let frame = cells.length - 1; frame >= 0; frame--) {
    const [trace, own] = [cells[frame], outputGradients[frame]];
    if (!trace || !own) throw new RangeError(`There is no gradient for frame ${frame}`);
    const { gates, cell } = cellBackward(tf, trace, own, fromNext);
    gateGradients.unshift(gates);
    if (kernelT) inputGradients.unshift(tf.matMul(gates, kernelT));
    fromNext = { output: tf.matMul(gates, recurrentT), cell };
  }
  const all = tf.concat(gateGradients, 0); // [frames * batch, 4 * units]
  const joined = tf.concat(
    cells.map((trace) => trace.joined),
    0,
  ); // [frames * batch, inputs + units]
  // The gates are transposed rather than the inputs: the right operand gets packed, and the inputs are smaller.
  const weightsT = tf.matMul(tf.transpose(all), joined); // [4 * units, inputs + units]
  const [kernelGradient, recurrentGradient] = tf.split(tf.transpose(weightsT), [
    kernel.shape[0],
    recurrent.shape[0],
  ]);
  if (!kernelGradient || !recurrentGradient) throw new RangeError('An LSTM has two kernels');
  return {
    kernel: kernelGradient as Tensor2D,
    recurrent: recurrentGradient as Tensor2D,
    bias: columnSums(tf, all),
    inputs: kernelT ? inputGradients : null,
  };
}

/** Gradients of one cell: by its four gates before their activation, and by the cell state before it. */
function cellBackward(
  tf: Tf,
  { i, f, g, o, cellBefore, tanhCell }: CellTrace,
  ownGradient: Tensor2D,
  fromNext: { output: Tensor2D; cell: Tensor2D } | null,
): { gates: Tensor2D; cell: Tensor2D } {
  const output = fromNext ? tf.add<Tensor2D>(ownGradient, fromNext.output) : ownGradient; // [batch, units]
  // d/dc of o tanh(c) is o (1 - tanh(c)^2), which is o - h tanh(c).
  const throughTanh = tf.mul(output, tf.sub(o, tf.mul(tf.mul(o, tanhCell), tanhCell)));
  const cell: Tensor2D = fromNext ? tf.add(fromNext.cell, throughTanh) : (throughTanh as Tensor2D);
  const sigmoidSlope = (value: Tensor2D) => tf.sub(value, tf.square(value));
  const zi = tf.mul<Tensor2D>(tf.mul(cell, g), sigmoidSlope(i));
  const zf = tf.mul<Tensor2D>(tf.mul(cell, cellBefore), sigmoidSlope(f));
  const zg = tf.mul<Tensor2D>(cell, tf.sub(i, tf.mul(i, tf.square(g))));
  const zo = tf.mul<Tensor2D>(tf.mul(output, tanhCell), sigmoidSlope(o));
  return { gates: tf.concat([zi, zf, zg, zo], 1), cell: tf.mul(cell, f) };
}

/** On the wasm engine as 2 sigmoid(2 x) - 1, exact to 1e-7: its sigmoid is vectorised and its tanh is not. */
function tanh(tf: Tf, x: Tensor2D): Tensor2D {
  if (tf.getBackend() !== 'wasm') return tf.tanh(x);
  const half = tf.sigmoid(tf.add(x, x));
  return tf.sub(tf.add(half, half), 1);
}

/** Sums over rows, `[rows, columns]` to `[columns]`, as a product: the wasm engine's `sum` is 15 times slower. */
export function columnSums(tf: Tf, matrix: Tensor2D): Tensor1D {
  return tf.reshape(tf.matMul(tf.ones([1, matrix.shape[0]]), matrix), [matrix.shape[1]]);
}
