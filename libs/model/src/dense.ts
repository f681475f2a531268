import { columnSums, type Sequence } from './lstm.js';
import type { Tensor1D, Tensor2D, Tf } from './tf.js';

export interface DenseWeights {
  readonly kernel: Tensor2D; // [frames * units, outputs]
  readonly bias: Tensor1D; // [outputs]
}

export interface DenseTrace {
  readonly flat: Tensor2D; // [batch, frames * units], frame by frame, as Keras flattens
  readonly outputs: Tensor2D; // [batch, outputs]
}

export interface DenseGradients extends DenseWeights {
  readonly sequence: Sequence; // frames x [batch, units]
}

/** Flatten and dense layer: all frames of a clip in one row, x W + b. */
export function flatDenseForward(tf: Tf, sequence: Sequence, { kernel, bias }: DenseWeights): DenseTrace {
  const flat = tf.concat([...sequence], 1);
  return { flat, outputs: tf.add(tf.matMul(flat, kernel), bias) };
}

/**
 * Gradients of `flatDenseForward`, by the frames apart: the small kernel is cut up, not the large gradient.
 *
 * @param outputGradient of the loss by each output, `[batch, outputs]`
 */
export function flatDenseBackward(
  tf: Tf,
  { flat }: DenseTrace,
  { kernel }: DenseWeights,
  outputGradient: Tensor2D,
  frames: number,
): DenseGradients {
  const frameKernels = tf.split<Tensor2D>(tf.transpose(kernel), frames, 1); // frames x [outputs, units]
  return {
    kernel: tf.matMul(tf.transpose(flat), outputGradient),
    bias: columnSums(tf, outputGradient),
    sequence: frameKernels.map((frameKernel) => tf.matMul(outputGradient, frameKernel)),
  };
}
