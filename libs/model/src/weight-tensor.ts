import type { Tensor, Tf } from './tf.js';

/** A named float32 tensor outside any engine, in row-major order. */
export interface WeightTensor {
  /** `<layer>/<kernel | recurrent_kernel | bias>`, as in Keras. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Returns the number of values in a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Copies a weight to the engine. The caller disposes of the tensor. */
export function upload(tf: Tf, { shape, values }: WeightTensor): Tensor {
  return tf.tensor(values, [...shape], 'float32');
}

/** Copies a float32 tensor out of the engine. */
export function download(name: string, tensor: Tensor): WeightTensor {
  return { name, shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) };
}
