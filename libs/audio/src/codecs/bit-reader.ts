import { truncatedClip } from '../clip-errors.js';

/**
 * Reads bits, most significant first. The next bits are left-aligned in a 32-bit word, with zeros below them.
 * Every method throws `clip.truncated` at the end of the bytes.
 */
export class BitReader {
  #word = 0;
  #bits = 0;
  #next: number;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
  ) {
    this.#next = start;
  }

  /** Offset of the byte behind the last one read; exact only after `alignToByte`. */
  get byteOffset(): number {
    return this.#next - (this.#bits >> 3);
  }

  alignToByte(): void {
    this.#drop(this.#bits & 7);
  }

  /** Reads an unsigned number of 0 to 32 bits. */
  read(count: number): number {
    if (count > 24) return this.read(count - 16) * 65_536 + this.read(16);
    if (count === 0) return 0;
    if (this.#bits < count) this.#fill(count);
    const value = this.#word >>> (32 - count);
    this.#drop(count);
    return value;
  }

  /** Reads a two's complement number of 1 to 32 bits. */
  readSigned(count: number): number {
    const value = this.read(count);
    return value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** Counts the 0 bits before the next 1 bit, and reads that bit too. */
  readUnary(): number {
    let zeros = 0;
    while (this.#word === 0) {
      zeros += this.#bits;
      this.#bits = 0;
      this.#fill(1);
    }
    const leading = Math.clz32(this.#word);
    this.#drop(leading + 1);
    return zeros + leading;
  }

  #drop(count: number): void {
    // A shift by 32 would shift by 0.
    this.#word = count > 31 ? 0 : this.#word << count;
    this.#bits -= count;
  }

  #fill(needed: number): void {
    while (this.#bits <= 24 && this.#next < this.bytes.length) {
      this.#word |= (this.bytes[this.#next++] ?? 0) << (24 - this.#bits);
      this.#bits += 8;
    }
    if (this.#bits >= needed) return;
    throw truncatedClip(`The clip ends after ${this.bytes.length} bytes, within a frame.`);
  }
}
