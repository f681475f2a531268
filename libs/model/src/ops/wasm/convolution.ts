import {
  convolve,
  convolveFilterGradient,
  convolveInputGradient,
  type ConvolutionSizes,
} from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';
import type { Conv1dOptions, Conv2dOptions } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { TensorMemory } from './tensor-memory.js';

export function conv2d(
  tf: Tf,
  memory: TensorMemory,
  x: Tensor,
  kernel: Tensor,
  { stride = 1, isFirst = false }: Conv2dOptions = {},
): Tensor {
  const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const [filterHeight = 0, filterWidth = 0, , outputs = 0] = kernel.shape;
  const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const sizes = {
    ...{ batch, height, width, inputs, outHeight, outWidth, outputs, filterHeight, filterWidth, stride },
    top: (filterHeight - 1) >> 1,
    left: (filterWidth - 1) >> 1,
    dilation: 1,
  };
  return convolution(tf, memory, x, kernel, sizes, [batch, outHeight, outWidth, outputs], isFirst);
}

/** Convolves frames as the columns of one-row images. */
export function conv1d(
  tf: Tf,
  memory: TensorMemory,
  x: Tensor,
  kernel: Tensor,
  { dilation = 1, padding = 'same' }: Conv1dOptions = {},
): Tensor {
  const [batch = 0, frames = 0, inputs = 0] = x.shape;
  const [taps = 0, , outputs = 0] = kernel.shape;
  const own = { causal: taps - 1, same: (taps - 1) >> 1, anticausal: 0 }[padding]; // the tap that reads the frame itself
  const sizes = {
    ...{ batch, height: 1, width: frames, inputs, outHeight: 1, outWidth: frames, outputs },
    ...{ filterHeight: 1, filterWidth: taps, stride: 1, dilation, top: 0, left: own * dilation },
  };
  return convolution(tf, memory, x, kernel, sizes, [batch, frames, outputs], false);
}

function convolution(
  tf: Tf,
  memory: TensorMemory,
  x: Tensor,
  kernel: Tensor,
  sizes: ConvolutionSizes,
  outShape: readonly number[],
  isFirst: boolean,
): Tensor {
  const { kernels } = memory;
  return withGradient(
    tf,
    isFirst ? [kernel] : [x, kernel],
    () => {
      const value = memory.make(outShape);
      convolve(kernels, sizes, memory.of(x), memory.of(kernel), memory.of(value));
      return { value, kept: { x, kernel } };
    },
    (gradient, kept) => {
      const dy = memory.of(gradient);
      const byFilter = memory.make(kept.kernel.shape);
      convolveFilterGradient(kernels, sizes, memory.of(kept.x), dy, memory.of(byFilter));
      if (isFirst) return [byFilter];
      const byInput = memory.make(kept.x.shape);
      convolveInputGradient(kernels, sizes, dy, memory.of(kept.kernel), memory.of(byInput));
      return [byInput, byFilter];
    },
  );
}
