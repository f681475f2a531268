import { isSupported } from '../load-module.js';

/** Which build of the kernels a runtime takes, and with which tiles: `-wide` where it joins vectors of 128 bits into 256. */
export type SimdKind = 'plain' | 'relaxed' | 'plain-wide' | 'relaxed-wide';

/** Since V8 13 (Node 24) it does what it says; in Node 22 the option exists and changes nothing. */
const JOINS_VECTORS = '--experimental-wasm-revectorize';
const SINCE_V8 = 13;

/**
 * Fused multiply-add where the runtime has it: Node 22 has, Node 20 with `--experimental-wasm-relaxed-simd`; wide tiles where it
 * was started to join vectors.
 */
export function bestSimd(): SimdKind {
  const build = isSupported('tensor-relaxed') ? 'relaxed' : 'plain';
  return joinsVectors(process.versions.v8, process.execArgv) ? `${build}-wide` : build;
}

/** Whether this V8, started with these options, makes one vector of 256 bits of two neighbours. */
export function joinsVectors(v8: string, options: readonly string[]): boolean {
  return options.includes(JOINS_VECTORS) && Number.parseInt(v8) >= SINCE_V8;
}
