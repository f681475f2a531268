export * from './adam.js';
export * from './channels.js';
export * from './convolution.js';
export { TensorInstance, type Floats, type TensorHeap } from './instance.js';
export { bestSimd } from './simd.js';
export * from './lstm.js';
export * from './pool.js';
export * from './product.js';
export * from './sum.js';
