import type { RandomAccessSource } from '../source.js';

/** A source over a buffer that keeps count of what is asked of it, and refuses ranges outside the buffer. */
export class BytesSource implements RandomAccessSource {
  readonly reads: { start: number; end: number }[] = [];

  constructor(readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  get largestRead(): number {
    return Math.max(0, ...this.reads.map(({ start, end }) => end - start));
  }

  read(start: number, end: number): Promise<Uint8Array> {
    if (!(start >= 0 && start <= end && end <= this.size)) {
      return Promise.reject(new Error(`Read of [${start}, ${end}) in ${this.size} bytes.`));
    }
    this.reads.push({ start, end });
    return Promise.resolve(this.bytes.subarray(start, end));
  }
}
