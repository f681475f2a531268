const SMALLEST = 1024;

/**
 * Tells whether a name came before, in 16 bytes a name: a table of 64-bit hashes with open addressing, kept at most half
 * full. Two of a million different names meet in one hash with a probability of 3e-8; somebody who makes them meet on
 * purpose loses a clip of their own archive.
 */
export class NameSet {
  #low: Uint32Array;
  #high: Uint32Array;
  #size = 0;

  /** @param expected names that will come; a table that needs not grow leaves no smaller ones to the collector */
  constructor(expected = 0) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(SMALLEST, 2 * expected)));
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
  }

  /** False when the name is in the set already. */
  add(name: string): boolean {
    // Hash of the UTF-16 units after bryc's cyrb53, both halves whole.
    let low = 0xdeadbeef;
    let high = 0x41c6ce57;
    for (let at = 0; at < name.length; at++) {
      const unit = name.charCodeAt(at);
      low = Math.imul(low ^ unit, 2654435761);
      high = Math.imul(high ^ unit, 1597334677);
    }
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    if (!this.#insert(low >>> 0, (high | 1) >>> 0)) return false; // never two zeros, which mean an empty slot
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
