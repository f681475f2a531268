import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { KernelFunc } from '@tensorflow/tfjs';
import type { Tf } from '../tf.js';

/** Loads the WebAssembly engine, with SIMD if the processor has it, on one thread. Works in worker threads. */
export async function loadWasm(): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  tf.enableProdMode();
  setWasmPaths(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  if (!(await tf.setBackend('wasm'))) throw new Error('The WebAssembly backend does not start');
  shareClones(tf);
  return tf;
}

/** The one method of the backend that this file uses. Reshaping counts references the same way. */
interface SharingBackend {
  incRef(dataId: object): void;
}

/** Makes clones share their values. The backend's own `Identity` copies every tensor that a gradient keeps. */
function shareClones(tf: Tf): void {
  const clone: KernelFunc = ({ inputs, backend }) => {
    const { x } = inputs;
    if (!x) throw new RangeError('Identity has one input');
    (backend as SharingBackend).incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };
  tf.unregisterKernel('Identity', 'wasm');
  tf.registerKernel({ kernelName: 'Identity', backendName: 'wasm', kernelFunc: clone });
}
