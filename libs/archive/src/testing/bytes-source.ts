import type { Allocate, RandomAccessSource } from '../source.js';

/** A source over a buffer that counts its reads and rejects ranges outside the buffer. */
export class BytesSource implements RandomAccessSource {
  readonly reads: { start: number; end: number }[] = [];

  constructor(readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  get largestRead(): number {
    return Math.max(0, ...this.reads.map(({ start, end }) => end - start));
  }

  read(start: number, end: number, allocate?: Allocate): Promise<Uint8Array> {
    if (!(start >= 0 && start <= end && end <= this.size)) {
      return Promise.reject(new Error(`The read [${start}, ${end}) lies outside of ${this.size} bytes.`));
    }
    this.reads.push({ start, end });
    const bytes = this.bytes.subarray(start, end);
    if (allocate === undefined) return Promise.resolve(bytes);
    const memory = allocate(bytes.length);
    memory.set(bytes);
    return Promise.resolve(memory);
  }
}
