import type { MakeOps } from '../tensor-ops.js';
import { conv1d, conv2d } from './convolution.js';
import { EagerOps } from './eager.js';
import { lstm } from './lstm.js';
import { maxPool2d } from './max-pool.js';
import { batchNorm } from './norm.js';

/** Replaces sequences of TensorFlow.js operations by single libtensorflow operations. */
export const nativeOps: MakeOps = (tf, reference) => {
  const eager = new EagerOps(tf);
  return {
    lstm: (x, weights, options) => lstm(tf, eager, x, weights, options),
    conv1d: (x, kernel, options) =>
      (options?.dilation ?? 1) > 1
        ? reference.conv1d(x, kernel, options)
        : conv1d(tf, eager, x, kernel, options),
    conv2d: (x, kernel, options) => conv2d(tf, eager, x, kernel, options),
    maxPool2d: (x, size) => maxPool2d(tf, eager, x, size),
    batchNorm: (x, weights, options) =>
      options?.mask ? reference.batchNorm(x, weights, options) : batchNorm(tf, eager, x, weights, options),
  };
};
