import type { WeightTensor } from './weight-tensor.js';
import type { Tensor, Tf } from './tf.js';

/** A tensor on the engine; whoever called disposes of it. */
export function upload(tf: Tf, { shape, values }: WeightTensor): Tensor {
  return tf.tensor(values, [...shape], 'float32');
}

/** A copy of a float32 tensor outside the engine. */
export function download(name: string, tensor: Tensor): WeightTensor {
  return { name, shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) };
}
