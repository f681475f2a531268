const SMALLEST = 1024;

/**
 * Detects repeated names with 16 bytes of memory per name: a table of 64-bit hashes with open addressing, at most half
 * full. The probability that two of a million different names share a hash is 3e-8. If a client forces a collision, it
 * loses a clip of its own archive.
 */
export class NameSet {
  #low: Uint32Array;
  #high: Uint32Array;
  #size = 0;

  /** @param expected number of names, so that the table need not grow */
  constructor(expected = 0) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(SMALLEST, 2 * expected)));
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
  }

  /** Adds a name. Returns false if the set contains it already. */
  add(name: string): boolean {
    // bryc's cyrb53 over UTF-16 units, but with all 64 bits.
    let low = 0xdeadbeef;
    let high = 0x41c6ce57;
    for (let at = 0; at < name.length; at++) {
      const unit = name.charCodeAt(at);
      low = Math.imul(low ^ unit, 2654435761);
      high = Math.imul(high ^ unit, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    if (!this.#insert(low >>> 0, (high | 1) >>> 0)) return false; // a high half of 0 marks an empty slot
    this.#size += 1;
    if (this.#size * 2 > this.#low.length) this.#grow();
    return true;
  }

  #insert(low: number, high: number): boolean {
    const mask = this.#low.length - 1;
    for (let at = low & mask; ; at = (at + 1) & mask) {
      if (this.#high[at] === 0) {
        this.#low[at] = low;
        this.#high[at] = high;
        return true;
      }
      if (this.#low[at] === low && this.#high[at] === high) return false;
    }
  }

  #grow(): void {
    const [low, high] = [this.#low, this.#high];
    this.#low = new Uint32Array(low.length * 2);
    this.#high = new Uint32Array(low.length * 2);
    for (let at = 0; at < low.length; at++) {
      const value = high[at] ?? 0;
      if (value !== 0) this.#insert(low[at] ?? 0, value);
    }
  }
}
