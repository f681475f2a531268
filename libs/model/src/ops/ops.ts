/** The weights of an LSTM in Keras' layout: gates i, f, c, o along the columns. */
export interface LstmWeights<T> {
  readonly kernel: T; // [inputs, 4 * units]
  readonly recurrent: T; // [units, 4 * units]
  readonly bias: T; // [4 * units]
  /** Weights from the cell state to the gates i, f, o (Gers and Schmidhuber 2000). Null for none. */
  readonly peephole: T | null; // [3, units]
}

export interface LstmOptions<T> {
  /** Runs from the last frame to the first. The outputs keep the order of the frames. */
  readonly reverse?: boolean;
  /** 0 for padding frames, whose state and output become zero. Null if no clip is padded. */
  readonly mask?: T | null; // [batch, frames]
  /** True if the input depends on no weight, so that its gradient may be omitted. */
  readonly isFirst?: boolean;
}

export interface Conv2dOptions {
  /** 1 or 2, along both axes. */
  readonly stride?: number;
  /** See `LstmOptions`. */
  readonly isFirst?: boolean;
}

export interface Conv1dOptions {
  readonly dilation?: number;
  /** The tap that reads the frame itself: the middle one, the last (which reads no later frame), or the first. */
  readonly padding?: 'same' | 'causal' | 'anticausal';
}

export interface BatchNormWeights<T> {
  readonly scale: T; // [channels]
  readonly offset: T; // [channels]
}

export interface BatchNormOptions<T> {
  /** 1 for values that count and 0 for others, `[..., 1]` over all axes but the last. Null if all count. */
  readonly mask?: T | null;
  /** Sets negative outputs to 0. */
  readonly relu?: boolean;
}

/** A normalized batch and its moments, from which the moving moments are updated. */
export interface BatchNormResult<T> {
  readonly output: T;
  readonly mean: T; // [channels]
  /** Population variance. */
  readonly variance: T; // [channels]
}

/**
 * The operations that networks are built from. An architecture calls nothing else, so it runs on every engine and on
 * the float64 reference of the tests. `T` is an engine's tensor. Clips are `[batch, frames, ...]` with channels last.
 * Every operation is differentiable by each of its tensors except masks, unless its comment excludes one. The engine
 * contract checks every gradient against float64.
 *
 * To speed up an operation on one engine, write a function with the same signature and a gradient that TensorFlow.js
 * finds (`tf.customGrad` with your own backward pass). Add it to the table in `engine-ops.ts` under the engine's
 * backend. No architecture changes, and the contract tests check the new function.
 */
export interface Ops<T> {
  shapeOf(x: T): readonly number[];
  /** Creates a constant, which receives no gradient. */
  constant(values: Float32Array, shape: readonly number[]): T;
  reshape(x: T, shape: readonly number[]): T;
  transpose(x: T, order: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  /** `add`, `mul` and `div` broadcast like NumPy. */
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  relu(x: T): T;
  tanh(x: T): T;
  sigmoid(x: T): T;
  /** Computes sqrt(max(x, floor)). Its gradient is 0 below the floor. */
  sqrtAbove(x: T, floor: number): T;
  /** Sums over one axis, which stays with extent 1. */
  sum(x: T, axis: number): T;
  softmax(x: T, axis: number): T;
  /** Multiplies `[..., m, k]` by `[..., k, n]` to `[..., m, n]`. */
  matMul(a: T, b: T): T;
  /** Multiplies `[..., inputs]` by `[inputs, outputs]` and adds the bias `[outputs]`, if any. */
  dense(x: T, kernel: T, bias: T | null): T;
  /** Maps `[batch, frames, inputs]` to `[batch, frames, units]` from a zero state. */
  lstm(x: T, weights: LstmWeights<T>, options?: LstmOptions<T>): T;
  /** Convolves `[batch, frames, inputs]` with `[taps, inputs, outputs]`, padded with zeros to as many frames. */
  conv1d(x: T, kernel: T, options?: Conv1dOptions): T;
  /**
   * Convolves `[batch, height, width, inputs]` with `[taps, taps, inputs, outputs]`, an odd number of taps and `(taps -
   * 1) / 2` zeros beyond every edge, to `[batch, ceil(height / stride), ceil(width / stride), outputs]`.
   */
  conv2d(x: T, kernel: T, options?: Conv2dOptions): T;
  /** Pools `[batch, height, width, channels]` in adjacent windows of `size`, and drops an incomplete last window. */
  maxPool2d(x: T, size: readonly [number, number]): T;
  /** Normalizes each channel (the last axis) over all other axes (Ioffe and Szegedy 2015) with epsilon 1e-5. */
  batchNorm(x: T, weights: BatchNormWeights<T>, options?: BatchNormOptions<T>): BatchNormResult<T>;
  /** Normalizes over the last axis (Ba et al. 2016) with epsilon 1e-5. */
  layerNorm(x: T, weights: BatchNormWeights<T>): T;
}

export const NORM_EPSILON = 1e-5;
