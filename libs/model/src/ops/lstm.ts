import { elementAt } from '../element-at.js';
import type { Tensor, Tensor1D, Tensor2D, Tf } from '../tf.js';
import { columnSums } from './column-sums.js';
import type { LstmOptions, LstmWeights } from './ops.js';
import { withGradient } from './with-gradient.js';

/** One tensor per frame. The wasm engine copies a whole tensor to cut a slice, so frames stay separate throughout. */
type Sequence = readonly Tensor2D[]; // frames x [batch, width]

/**
 * The values of one frame that the backward pass reads. `joined` is the frame and the previous output, `[batch, inputs
 * + units]`; the others are `[batch, units]`. `cell` is the state before the mask is applied.
 */
const TRACE = ['joined', 'i', 'f', 'g', 'o', 'cellBefore', 'cell', 'tanhCell'] as const;
type CellTrace = Readonly<Record<(typeof TRACE)[number], Tensor2D>>;

/**
 * Runs an LSTM over a sequence from a zero state: i, f, o = sigmoid(x W + h' U + b), g = tanh(x W + h' U + b), c = f c'
 * + i g, h = o tanh(c). These are the paper's equations, with g the candidate state and the forget gate of Gers et al.
 * 2000. They match `tf.layers.lstm` with `recurrentActivation: 'sigmoid'`. With peepholes, i and f also read p c', and
 * o reads p c. Each gate has its own product, because cutting a joint product into columns costs more than it saves.
 */
export function lstm(
  tf: Tf,
  x: Tensor,
  weights: LstmWeights<Tensor>,
  options: LstmOptions<Tensor> = {},
): Tensor {
  const { reverse = false, mask = null, isFirst = false } = options;
  const { kernel, recurrent, bias, peephole } = weights;
  const learned = [...(isFirst ? [] : [x]), kernel, recurrent, bias, ...(peephole ? [peephole] : [])];
  return withGradient(
    tf,
    learned,
    () => {
      const masks = mask && splitFrames(tf, tf.expandDims(mask, 2), reverse);
      const { outputs, traces } = forward(tf, splitFrames(tf, x, reverse), weights, masks);
      const cells = traces.flatMap((trace) => TRACE.map((name) => trace[name]));
      const kept = { cells, kernel, recurrent, bias, peephole, masks };
      return { value: stackFrames(tf, outputs, reverse), kept };
    },
    (gradient, { cells, masks, ...kept }) => {
      const gradients = splitFrames(tf, gradient, reverse);
      const grads = backward(tf, toTraces(cells), kept, gradients, masks, !isFirst);
      return [
        ...(grads.inputs ? [stackFrames(tf, grads.inputs, reverse)] : []),
        grads.kernel,
        grads.recurrent,
        grads.bias,
        ...(grads.peephole ? [grads.peephole] : []),
      ];
    },
  );
}

function forward(
  tf: Tf,
  inputs: Sequence,
  { kernel, recurrent, bias, peephole }: LstmWeights<Tensor>,
  masks: Sequence | null,
): { outputs: Sequence; traces: readonly CellTrace[] } {
  const kernels = tf.split<Tensor2D>(tf.concat([kernel, recurrent], 0), 4, 1); // 4 x [inputs + units, units]
  const biases = tf.split<Tensor1D>(bias, 4); // 4 x [units]
  const peepholes = peephole ? tf.split<Tensor2D>(peephole, 3, 0) : []; // 3 x [1, units]
  const gate = (joined: Tensor2D, at: number, seen: Tensor2D, hole: number): Tensor2D => {
    const [b, gateBias] = [kernels[at], biases[at]];
    if (!b || !gateBias) throw new RangeError(`An LSTM has four gates, not ${at + 1}`);
    const z = tf.fused.matMul({ a: joined, b, bias: gateBias }) as Tensor2D;
    const own = peepholes[hole];
    return own ? tf.add(z, tf.mul(seen, own)) : z;
  };
  let output: Tensor2D = tf.zeros([inputs[0]?.shape[0] ?? 0, recurrent.shape[0]]); // [batch, units]
  let state = output;
  const traces: CellTrace[] = [];
  const outputs: Tensor2D[] = [];
  for (const [frame, input] of inputs.entries()) {
    const joined = tf.concat([input, output], 1);
    const cellBefore = state;
    const i = tf.sigmoid(gate(joined, 0, cellBefore, 0));
    const f = tf.sigmoid(gate(joined, 1, cellBefore, 1));
    const g = tanh(tf, gate(joined, 2, cellBefore, -1));
    const cell: Tensor2D = tf.add(tf.mul(f, cellBefore), tf.mul(i, g));
    const o = tf.sigmoid(gate(joined, 3, cell, 2));
    const tanhCell = tanh(tf, cell);
    output = applyMask(tf, tf.mul(o, tanhCell), masks, frame);
    state = applyMask(tf, cell, masks, frame);
    traces.push({ joined, i, f, g, o, cellBefore, cell, tanhCell });
    outputs.push(output);
  }
  return { outputs, traces };
}

/**
 * Computes gradients through time. Operands are transposed explicitly, because the wasm engine is only fast on
 * untransposed ones. One product over all frames computes the weight gradients.
 *
 * @param outputGradients of the loss by each output, frames x `[batch, units]`
 */
function backward(
  tf: Tf,
  traces: readonly CellTrace[],
  { kernel, recurrent, peephole }: LstmWeights<Tensor>,
  outputGradients: Sequence,
  masks: Sequence | null,
  wantsInputs: boolean,
) {
  const kernelT = wantsInputs ? (tf.transpose(kernel) as Tensor2D) : null; // [4 * units, inputs]
  const recurrentT = tf.transpose(recurrent) as Tensor2D; // [4 * units, units]
  const peepholes = peephole ? tf.split<Tensor2D>(peephole, 3, 0) : [];
  const gateGradients: Tensor2D[] = [];
  const inputGradients: Tensor2D[] = [];
  let fromNext: { output: Tensor2D; cell: Tensor2D } | null = null;
  for (let frame = traces.length - 1; frame >= 0; frame--) {
    const [trace, own] = [traces[frame], outputGradients[frame]];
    if (!trace || !own) throw new RangeError(`Frame ${frame} has no gradient`);
    const output = applyMask(tf, fromNext ? tf.add<Tensor2D>(own, fromNext.output) : own, masks, frame);
    const state = fromNext && applyMask(tf, fromNext.cell, masks, frame);
    const { gates, cell } = cellBackward(tf, trace, output, state, peepholes);
    gateGradients.unshift(gates);
    if (kernelT) inputGradients.unshift(tf.matMul(gates, kernelT));
    fromNext = { output: tf.matMul(gates, recurrentT), cell };
  }
  const all = tf.concat(gateGradients, 0); // [frames * batch, 4 * units]
  const joined = concatFrames(tf, traces, 'joined'); // [frames * batch, inputs + units]
  // The gates are transposed and not the inputs: the engine packs the right operand, and the inputs are smaller.
  const weightsT = tf.matMul(tf.transpose(all), joined); // [4 * units, inputs + units]
  const [kernelGradient, recurrentGradient] = tf.split(tf.transpose(weightsT), [
    kernel.shape[0],
    recurrent.shape[0],
  ]);
  if (!kernelGradient || !recurrentGradient) throw new RangeError('An LSTM has two kernels');
  return {
    kernel: kernelGradient,
    recurrent: recurrentGradient,
    bias: columnSums(tf, all),
    peephole: peephole ? peepholeGradient(tf, all, traces) : null,
    inputs: kernelT ? inputGradients : null,
  };
}

/** Computes the gradients of one cell by its four gates before their activation, and by the previous cell state. */
function cellBackward(
  tf: Tf,
  { i, f, g, o, cellBefore, tanhCell }: CellTrace,
  output: Tensor2D,
  fromNext: Tensor2D | null,
  [holeI, holeF, holeO]: readonly Tensor2D[],
): { gates: Tensor2D; cell: Tensor2D } {
  const sigmoidSlope = (value: Tensor2D) => tf.sub(value, tf.square(value));
  const zo = tf.mul<Tensor2D>(tf.mul(output, tanhCell), sigmoidSlope(o));
  // d/dc of o tanh(c) is o (1 - tanh(c)^2), which is o - h tanh(c).
  const throughTanh = tf.mul<Tensor2D>(output, tf.sub(o, tf.mul(tf.mul(o, tanhCell), tanhCell)));
  const throughGate = holeO ? tf.add<Tensor2D>(throughTanh, tf.mul(zo, holeO)) : throughTanh;
  const cell: Tensor2D = fromNext ? tf.add(fromNext, throughGate) : throughGate;
  const zi = tf.mul<Tensor2D>(tf.mul(cell, g), sigmoidSlope(i));
  const zf = tf.mul<Tensor2D>(tf.mul(cell, cellBefore), sigmoidSlope(f));
  const zg = tf.mul<Tensor2D>(cell, tf.sub(i, tf.mul(i, tf.square(g))));
  const kept = tf.mul<Tensor2D>(cell, f);
  const before = holeI && holeF ? tf.add<Tensor2D>(kept, tf.add(tf.mul(zi, holeI), tf.mul(zf, holeF))) : kept;
  return { gates: tf.concat([zi, zf, zg, zo], 1), cell: before };
}

/** Computes the peephole gradient, `[3, units]`: over all frames, a gate's gradient times the state that it read. */
function peepholeGradient(tf: Tf, gates: Tensor2D, traces: readonly CellTrace[]): Tensor {
  const [zi, zf, , zo] = tf.split<Tensor2D>(gates, 4, 1); // [frames * batch, units]
  const before = concatFrames(tf, traces, 'cellBefore');
  const after = concatFrames(tf, traces, 'cell');
  if (!zi || !zf || !zo) throw new RangeError('An LSTM has four gates');
  return tf.stack([
    columnSums(tf, tf.mul(zi, before)),
    columnSums(tf, tf.mul(zf, before)),
    columnSums(tf, tf.mul(zo, after)),
  ]);
}

function applyMask(tf: Tf, x: Tensor2D, masks: Sequence | null, frame: number): Tensor2D {
  const mask = masks?.[frame];
  return mask ? tf.mul(x, mask) : x;
}

/** Splits `[batch, frames, width]` into one `[batch, width]` per frame, in the order of computation. */
function splitFrames(tf: Tf, x: Tensor, reverse: boolean): Tensor2D[] {
  const frames = tf.unstack(x, 1) as Tensor2D[];
  return reverse ? frames.reverse() : frames;
}

function stackFrames(tf: Tf, sequence: Sequence, reverse: boolean): Tensor {
  return tf.stack(reverse ? [...sequence].reverse() : [...sequence], 1);
}

function concatFrames(tf: Tf, traces: readonly CellTrace[], name: keyof CellTrace): Tensor2D {
  const frames = traces.map((trace) => trace[name]);
  return tf.concat(frames, 0);
}

/** Turns the kept tensors of all frames into a record for each frame. */
function toTraces(cells: readonly Tensor2D[]): CellTrace[] {
  return Array.from({ length: cells.length / TRACE.length }, (_, frame) => {
    const own = TRACE.map((name, at) => [name, elementAt(cells, frame * TRACE.length + at)]);
    return Object.fromEntries(own) as CellTrace;
  });
}

/** Computes tanh. The wasm engine vectorizes sigmoid but not tanh, so it uses 2 sigmoid(2 x) - 1, exact to 1e-7. */
export function tanh<T extends Tensor>(tf: Tf, x: T): T {
  if (tf.getBackend() !== 'wasm') return tf.tanh(x);
  const half = tf.sigmoid(tf.add(x, x));
  return tf.sub(tf.add(half, half), 1);
}
