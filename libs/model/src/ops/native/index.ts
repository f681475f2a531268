import type { MakeOps } from '../engine-ops.js';
import { lstm } from './lstm.js';

/** What libtensorflow does better than what TensorFlow.js calls of it. */
export const nativeOps: MakeOps = (tf) => ({
  lstm: (x, weights, options) => lstm(tf, x, weights, options),
});
