import type { WeightTensor } from './weight-tensor.js';
import type { Tensor, Tf } from './tf.js';

/** Copies a weight to the engine. The caller disposes of the tensor. */
export function upload(tf: Tf, { shape, values }: WeightTensor): Tensor {
  return tf.tensor(values, [...shape], 'float32');
}

/** Copies a float32 tensor out of the engine. */
export function download(name: string, tensor: Tensor): WeightTensor {
  return { name, shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) };
}
