/** A set of shards with one bit each, in the order of the Redis command SETBIT (bit 7 of byte 0 is shard 0). */
export class ShardBits {
  private bytes: Uint8Array;

  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.bytes = bytes;
  }

  /** Creates the set of all shards below `shards`. */
  static all(shards: number): ShardBits {
    const bits = new ShardBits(new Uint8Array(Math.ceil(shards / 8)));
    for (let ordinal = 0; ordinal < shards; ordinal++) bits.add(ordinal);
    return bits;
  }

  has(ordinal: number): boolean {
    return ((this.bytes[ordinal >> 3] ?? 0) & (0x80 >> (ordinal & 7))) !== 0;
  }

  add(ordinal: number): void {
    const at = ordinal >> 3;
    if (at >= this.bytes.length) {
      const longer = new Uint8Array(Math.max(at + 1, 2 * this.bytes.length));
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes[at] = (this.bytes[at] ?? 0) | (0x80 >> (ordinal & 7));
  }

  delete(ordinal: number): void {
    const at = ordinal >> 3;
    if (at < this.bytes.length) this.bytes[at] = (this.bytes[at] ?? 0) & ~(0x80 >> (ordinal & 7));
  }

  /** Lists the shards below `end` that are not in the set. */
  *listMissing(end: number): Generator<number, void, undefined> {
    for (let ordinal = 0; ordinal < end; ordinal++) {
      if (this.bytes[ordinal >> 3] === 0xff && (ordinal & 7) === 0) ordinal += 7;
      else if (!this.has(ordinal)) yield ordinal;
    }
  }

  countMissing(end: number): number {
    let count = 0;
    for (const _ of this.listMissing(end)) count += 1;
    return count;
  }

  toBytes(): Uint8Array {
    return this.bytes;
  }
}
