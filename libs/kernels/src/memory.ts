import type { KernelMemory } from './load-module.js';

const PAGE_BYTES = 65_536;

/** The most that a kernel's memory may grow to; `scripts/build-kernels.mjs` has the same limit. */
export const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * Grows a memory so that addresses below `bytes` exist.
 *
 * @throws RangeError beyond `MAX_MEMORY_BYTES`
 */
export function reserve(memory: KernelMemory, bytes: number): void {
  if (bytes > MAX_MEMORY_BYTES) {
    throw new RangeError(`A kernel would need ${bytes} bytes; ${MAX_MEMORY_BYTES} is the most.`);
  }
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}

/** Hands out addresses one behind another, aligned to 64 bytes: a cache line. */
export class Layout {
  /** The first addresses stay free, so that no table stands at 0. */
  #end = 64;

  /** Where `bytes` bytes may stand. */
  take(bytes: number): number {
    const at = this.#end;
    this.#end = 64 * Math.ceil((at + bytes) / 64);
    return at;
  }

  /** One behind the last address given out. */
  get end(): number {
    return this.#end;
  }
}
