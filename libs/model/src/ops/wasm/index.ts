import type { MakeOps } from '../tensor-ops.js';
import { adamStep } from './adam.js';
import { conv1d, conv2d } from './convolution.js';
import { wasmExchange } from './exchange.js';
import { lstm } from './lstm.js';
import { maxPool2d } from './max-pool.js';
import { batchNorm } from './norm.js';
import { dense } from './products.js';
import { tensorMemory } from './tensor-memory.js';

/** The operations that our own kernels compute on the wasm engine. TensorFlow.js computes the rest. */
export const wasmOps: MakeOps = (tf, reference) => {
  const memory = tensorMemory(tf);
  return {
    dense: (x, kernel, bias) => dense(tf, memory, x, kernel, bias),
    lstm: (x, weights, options) => lstm(tf, memory, x, weights, options),
    conv1d: (x, kernel, options) => conv1d(tf, memory, x, kernel, options),
    conv2d: (x, kernel, options) => conv2d(tf, memory, x, kernel, options),
    maxPool2d: (x, size) => maxPool2d(tf, memory, x, size),
    batchNorm: (x, weights, options) =>
      options?.mask ? reference.batchNorm(x, weights, options) : batchNorm(tf, memory, x, weights, options),
    adamStep: (state, gradient, options) => adamStep(memory, state, gradient, options),
    ...wasmExchange(memory),
  };
};
