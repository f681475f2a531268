/** A buffer that grows and is reused by the next clip, unless it became too large to keep. */
export class Scratch {
  #kept = new Float64Array(0);

  /** @param maxKept largest number of values that stays allocated between clips */
  constructor(private readonly maxKept: number) {}

  /** Returns at least `length` values with the content of the last use. */
  take(length: number): Float64Array {
    if (length <= this.#kept.length) return this.#kept;
    const fresh = new Float64Array(Math.ceil(length * 1.25));
    if (fresh.length <= this.maxKept) this.#kept = fresh;
    return fresh;
  }
}
