/** A buffer that grows and is used again by the next clip, unless that clip is so long that keeping it would cost. */
export class Scratch {
  #kept = new Float64Array(0);

  /** @param maxKept largest number of values that stays allocated between clips */
  constructor(private readonly maxKept: number) {}

  /** At least `length` values, with what the last user left in them. */
  take(length: number): Float64Array {
    if (length <= this.#kept.length) return this.#kept;
    const fresh = new Float64Array(Math.ceil(length * 1.25));
    if (fresh.length <= this.maxKept) this.#kept = fresh;
    return fresh;
  }
}
