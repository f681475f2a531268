import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { Tf } from '../tf.js';

/** WebAssembly with SIMD where the processor has it; one thread, as always in Node. Works in worker threads. */
export async function loadWasm(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  tf.enableProdMode();
  setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('The WebAssembly backend does not start');
  return tf;
}
