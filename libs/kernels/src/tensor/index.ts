export * from './adam.js';
export * from './channels.js';
export * from './convolution.js';
export type { KernelMemory } from '../load-module.js';
export { bestSimd, TensorInstance, type Floats, type TensorHeap } from './instance.js';
export * from './lstm.js';
export * from './pool.js';
export * from './product.js';
export * from './sum.js';
