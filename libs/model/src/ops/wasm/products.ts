import { columnSums, multiply } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';
import { withGradient } from '../with-gradient.js';
import type { TensorMemory } from './tensor-memory.js';

/** Computes `x W + b` over the last axis. Gradients read both operands transposed, without a copy. */
export function dense(tf: Tf, memory: TensorMemory, x: Tensor, kernel: Tensor, bias: Tensor | null): Tensor {
  const { kernels } = memory;
  const [inputs = 0, outputs = 0] = kernel.shape;
  const rows = x.size / inputs;
  const shape = [...x.shape.slice(0, -1), outputs];
  return withGradient(
    tf,
    bias ? [x, kernel, bias] : [x, kernel],
    () => {
      const value = memory.make(shape);
      const sizes = { rows, columns: outputs, inner: inputs };
      const places = [memory.of(x), memory.of(kernel), memory.of(value)] as const;
      multiply(kernels, sizes, ...places, { bias: memory.orNull(bias) });
      return { value, kept: { x, kernel } };
    },
    (gradient, kept) => {
      const [byInput, byKernel] = [memory.make(kept.x.shape), memory.make(kept.kernel.shape)];
      const dy = memory.of(gradient);
      const [a, b] = [memory.of(kept.x), memory.of(kept.kernel)];
      multiply(kernels, { rows, columns: inputs, inner: outputs }, dy, b, memory.of(byInput), {
        transposeB: true,
      });
      multiply(kernels, { rows: inputs, columns: outputs, inner: rows }, a, dy, memory.of(byKernel), {
        transposeA: true,
      });
      if (!bias) return [byInput, byKernel];
      const byBias = memory.make([outputs]);
      columnSums(kernels, { rows, channels: outputs }, dy, memory.of(byBias));
      return [byInput, byKernel, byBias];
    },
  );
}
