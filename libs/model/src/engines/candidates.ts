import type { EngineName } from '#libs/contracts';
import type { Tf } from '../tf.js';
import { loadCpu } from './cpu.js';
import { loadNativeCpu, loadNativeGpu } from './native.js';
import { loadWasm } from './wasm.js';

/**
 * An engine that may work on this machine. `load` makes it the thread's engine, or rejects with the reason why it
 * cannot.
 */
export interface EngineCandidate {
  readonly name: EngineName;
  readonly load: () => Promise<Tf>;
}

/** Every engine, fastest first. */
export const ENGINE_CANDIDATES: readonly EngineCandidate[] = [
  { name: 'tfjs-node-gpu', load: loadNativeGpu },
  { name: 'tfjs-node', load: loadNativeCpu },
  { name: 'wasm', load: loadWasm },
  { name: 'cpu', load: loadCpu },
];
