/** Keras' layout of an LSTM; gates stand in the order i, f, c, o along the columns. */
export interface LstmWeights<T> {
  readonly kernel: T; // [inputs, 4 * units]
  readonly recurrent: T; // [units, 4 * units]
  readonly bias: T; // [4 * units]
  /** Weights from the cell state to the gates i, f, o (Gers and Schmidhuber 2000), or null for none. */
  readonly peephole: T | null; // [3, units]
}

export interface LstmOptions<T> {
  /** From the last frame to the first; the outputs stay in the order of the frames. */
  readonly reverse?: boolean;
  /** 0 where a frame is filling: state and output are zero there. Null when every frame is real. */
  readonly mask?: T | null; // [batch, frames]
  /** The input is no function of any weight: its gradient may be left out. */
  readonly isFirst?: boolean;
}

export interface Conv2dOptions {
  /** 1 or 2, of both axes. */
  readonly stride?: number;
  /** As with an LSTM. */
  readonly isFirst?: boolean;
}

export interface Conv1dOptions {
  readonly dilation?: number;
  /** Which tap reads the frame itself: the middle one, the last (nothing later is seen), or the first. */
  readonly padding?: 'same' | 'causal' | 'anticausal';
}

export interface BatchNormWeights<T> {
  readonly scale: T; // [channels]
  readonly offset: T; // [channels]
}

export interface BatchNormOptions<T> {
  /** What counts, 0 or 1, `[..., 1]` over all axes but the last; null when all does. */
  readonly mask?: T | null;
  /** Negative outputs become 0. */
  readonly relu?: boolean;
}

/** A normalised batch and what it was normalised by, for the moving moments. */
export interface BatchNormResult<T> {
  readonly output: T;
  readonly mean: T; // [channels]
  /** Population variance. */
  readonly variance: T; // [channels]
}

/**
 * What networks are made of: an architecture calls these and nothing else, so that it runs alike on every engine and on
 * the float64 judge of the tests. `T` is an engine's tensor. Clips lie `[batch, frames, ...]`, channels last. Every
 * operation can be differentiated by each of its tensors but masks, unless it says otherwise; every one has a float64
 * gradient check in the engine contract.
 *
 * A faster form of one of them for one engine needs no change in an architecture: write a function of its signature,
 * whose gradient TensorFlow.js finds (`tf.customGrad` with a backward pass of its own), and put it into the table of
 * `engine-ops.ts` under the engine's backend. The contract suite then judges it like the one that it replaces.
 */
export interface Ops<T> {
  shapeOf(x: T): readonly number[];
  /** No gradient flows into it. */
  constant(values: Float32Array, shape: readonly number[]): T;
  reshape(x: T, shape: readonly number[]): T;
  transpose(x: T, order: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  /** Both broadcast like NumPy. */
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  relu(x: T): T;
  tanh(x: T): T;
  sigmoid(x: T): T;
  /** sqrt(max(x, floor)); its gradient is 0 below the floor. */
  sqrtAbove(x: T, floor: number): T;
  /** Over one axis, kept with extent 1. */
  sum(x: T, axis: number): T;
  softmax(x: T, axis: number): T;
  /** `[..., m, k]` and `[..., k, n]` to `[..., m, n]`. */
  matMul(a: T, b: T): T;
  /** `[..., inputs]` times `[inputs, outputs]`, plus `[outputs]` where there is a bias. */
  dense(x: T, kernel: T, bias: T | null): T;
  /** `[batch, frames, inputs]` to `[batch, frames, units]` from a zero state. */
  lstm(x: T, weights: LstmWeights<T>, options?: LstmOptions<T>): T;
  /** `[batch, frames, inputs]` with `[taps, inputs, outputs]` to `[batch, frames, outputs]`; zeros beyond the edges. */
  conv1d(x: T, kernel: T, options?: Conv1dOptions): T;
  /**
   * `[batch, height, width, inputs]` with `[taps, taps, inputs, outputs]`, an odd number of taps, `(taps - 1) / 2` zeros
   * beyond every edge, to `[batch, ceil(height / stride), ceil(width / stride), outputs]`.
   */
  conv2d(x: T, kernel: T, options?: Conv2dOptions): T;
  /** `[batch, height, width, channels]` in windows of `size` side by side; what does not fill a window is left out. */
  maxPool2d(x: T, size: readonly [number, number]): T;
  /** Normalises each channel, the last axis, over all the others (Ioffe and Szegedy 2015), epsilon 1e-5. */
  batchNorm(x: T, weights: BatchNormWeights<T>, options?: BatchNormOptions<T>): BatchNormResult<T>;
  /** Normalises over the last axis (Ba et al. 2016), epsilon 1e-5. */
  layerNorm(x: T, weights: BatchNormWeights<T>): T;
}

export const NORM_EPSILON = 1e-5;
