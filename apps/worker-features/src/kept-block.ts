/** A block of neighbouring clips has 8 MiB at most; a single clip may be larger, and is not kept. */
const MAX_KEPT_BYTES = 8 * 1024 ** 2;

/**
 * Memory for one block of clips after another; what it hands out is overwritten by the next block. Memory that is new for
 * each block makes V8 collect the thread's whole heap about every third shard, else nearly never (`--trace-gc`).
 */
export class KeptBlock {
  #kept = new Uint8Array(0);

  /** `bytes` bytes, with what the last block left in them. */
  readonly take = (bytes: number): Uint8Array => {
    if (bytes > MAX_KEPT_BYTES) return new Uint8Array(bytes);
    if (bytes > this.#kept.length)
      this.#kept = new Uint8Array(Math.min(MAX_KEPT_BYTES, Math.ceil(bytes * 1.25)));
    return this.#kept.subarray(0, bytes);
  };
}
