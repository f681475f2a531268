import { maxPool, maxPoolGradient } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';
import { withGradient } from '../with-gradient.js';
import type { TensorMemory } from './tensor-memory.js';

export function maxPool2d(tf: Tf, memory: TensorMemory, x: Tensor, size: readonly [number, number]): Tensor {
  const [rows, columns] = size;
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
  const sizes = { batch, height, width, channels, rows, columns };
  return withGradient(
    tf,
    [x],
    () => {
      const value = memory.make([batch, Math.floor(height / rows), Math.floor(width / columns), channels]);
      maxPool(memory.kernels, sizes, memory.of(x), memory.of(value));
      return { value, kept: { x, value } };
    },
    (gradient, { x, value }) => {
      const byInput = memory.make(x.shape);
      const flow = { x: memory.of(x), y: memory.of(value), gradient: memory.of(gradient) };
      maxPoolGradient(memory.kernels, sizes, flow, memory.of(byInput));
      return [byInput];
    },
  );
}
