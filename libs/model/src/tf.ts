import type * as tfjs from '@tensorflow/tfjs';

/** TensorFlow.js passed as a value to every function that computes, so that engines can be swapped. */
export type Tf = typeof tfjs;

export type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
