import type { Tf } from '../tf.js';
import { nativeOps } from './native/index.js';
import { referenceOps, type MakeOps, type TensorOps } from './tensor-ops.js';
import { wasmOps } from './wasm/index.js';

/**
 * The faster operations of each TensorFlow.js backend: `wasm`, `cpu`, `tensorflow` (both native engines). The reference
 * provides the rest. Only this table decides which implementation a network runs on.
 */
const BETTER: Readonly<Record<string, MakeOps>> = { wasm: wasmOps, tensorflow: nativeOps };

/** Returns the operations of the engine that `tf` runs on. */
export function opsOf(tf: Tf): TensorOps {
  const reference = referenceOps(tf);
  return { ...reference, ...BETTER[tf.getBackend()]?.(tf, reference) };
}
