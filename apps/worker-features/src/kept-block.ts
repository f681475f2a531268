/** A block of neighboring clips has at most 8 MiB. A single clip may be larger; its memory is not kept. */
const MAX_KEPT_BYTES = 8 * 1024 ** 2;

/**
 * Reuses memory for blocks of clips. Each block overwrites the previous one. With new memory for each block, V8 collects
 * the thread's whole heap at about every third shard; with reused memory, almost never (`--trace-gc`).
 */
export class KeptBlock {
  #kept = new Uint8Array(0);

  /** Returns memory of this size, with the content of the last block. */
  readonly take = (bytes: number): Uint8Array => {
    if (bytes > MAX_KEPT_BYTES) return new Uint8Array(bytes);
    if (bytes > this.#kept.length)
      this.#kept = new Uint8Array(Math.min(MAX_KEPT_BYTES, Math.ceil(bytes * 1.25)));
    return this.#kept.subarray(0, bytes);
  };
}
