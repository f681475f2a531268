import type { KernelMemory } from './load-module.js';

const PAGE_BYTES = 65_536;

/** Largest memory of a kernel; `scripts/build-kernels.mjs` has the same limit. */
export const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * Grows a memory so that addresses below `bytes` exist.
 *
 * @throws RangeError beyond `MAX_MEMORY_BYTES`
 */
export function reserve(memory: KernelMemory, bytes: number): void {
  if (bytes > MAX_MEMORY_BYTES) {
    throw new RangeError(`A kernel needs ${bytes} bytes; the limit is ${MAX_MEMORY_BYTES}.`);
  }
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}

/** Assigns consecutive ranges of a memory, each aligned to a cache line of 64 bytes. */
export class Layout {
  /** The first cache line stays unused, so that no range has the address 0. */
  #end = 64;

  /** Reserves `bytes` bytes and returns their address. */
  take(bytes: number): number {
    const at = this.#end;
    this.#end = 64 * Math.ceil((at + bytes) / 64);
    return at;
  }

  /** The end of the last allocation. */
  get end(): number {
    return this.#end;
  }
}
