/** Computes mean, population deviation and maximum of a stream of numbers. */
export class Statistics {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #max = -Infinity;

  /** Adds a number without losing digits for a large mean (Welford 1962). */
  add(value: number): void {
    this.#count += 1;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (value - this.#mean);
    if (value > this.#max) this.#max = value;
  }

  get mean(): number {
    return this.#mean;
  }

  get deviation(): number {
    return this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count);
  }

  get max(): number {
    return this.#count === 0 ? 0 : this.#max;
  }
}
