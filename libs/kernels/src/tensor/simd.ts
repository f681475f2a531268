import { isSupported } from '../load-module.js';

/** Build of the kernels and its tiles: `-wide` is for runtimes that join vectors of 128 bits into 256. */
export type SimdKind = 'plain' | 'relaxed' | 'plain-wide' | 'relaxed-wide';

/** The option works since V8 13 (Node 24); Node 22 accepts and ignores it. */
const JOINS_VECTORS = '--experimental-wasm-revectorize';
const SINCE_V8 = 13;

/**
 * Returns the fastest build for this runtime. Fused multiply-add needs Node 22, or Node 20 with
 * `--experimental-wasm-relaxed-simd`; wide tiles need the option that joins vectors.
 */
export function bestSimd(): SimdKind {
  const build = isSupported('tensor-relaxed') ? 'relaxed' : 'plain';
  return joinsVectors(process.versions.v8, process.execArgv) ? `${build}-wide` : build;
}

/** Returns true if this V8 with these options joins two neighboring vectors into one of 256 bits. */
export function joinsVectors(v8: string, options: readonly string[]): boolean {
  return options.includes(JOINS_VECTORS) && Number.parseInt(v8) >= SINCE_V8;
}
