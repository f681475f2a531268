import type { WeightTensor } from './model.js';
import type { Tensor, Tensor2D, Tf } from './tf.js';
import type { Sequence } from './lstm.js';

/** A tensor on the engine; whoever called disposes of it. */
export function upload(tf: Tf, { shape, values }: WeightTensor): Tensor {
  return tf.tensor(values, [...shape], 'float32');
}

/** A copy of a float32 tensor outside the engine. */
export function download(name: string, tensor: Tensor): WeightTensor {
  return { name, shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) };
}

/** Frames as tensors, frames x `[batch, width]`. */
export function uploadSequence(tf: Tf, frames: readonly Float32Array[], batch: number): Sequence {
  return frames.map((values): Tensor2D => tf.tensor2d(values, [batch, values.length / batch]));
}
