import type { EngineName } from '#libs/contracts';
import type { Tf } from '../tf.js';
import { loadCpu } from './cpu.js';
import { loadNativeCpu, loadNativeGpu } from './native.js';
import { loadWasm } from './wasm.js';

export interface EngineCandidate {
  readonly name: EngineName;
  /** Makes this the thread's engine. Rejects with the reason if the engine does not work on this machine. */
  readonly load: () => Promise<Tf>;
}

/** Every engine, fastest first. */
export const ENGINE_CANDIDATES: readonly EngineCandidate[] = [
  { name: 'tfjs-node-gpu', load: loadNativeGpu },
  { name: 'tfjs-node', load: loadNativeCpu },
  { name: 'wasm', load: loadWasm },
  { name: 'cpu', load: loadCpu },
];
