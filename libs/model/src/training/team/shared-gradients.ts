import { sizeOf } from '../../weight-tensor.js';
import type { WeightSpec } from '../../networks/network.js';

/** Precedes the values. It holds the number of the last finished step, negative if that step failed. */
const STATE_BYTES = 16;

/**
 * The memory that the threads of a training share. It holds the weights of a step and, for each helper, its loss, its
 * gradients and the moments of its batch norms. Gradients and moments have the offsets of their weights.
 */
export class SharedGradients {
  readonly #weights: Float32Array;
  readonly #slots: readonly { readonly state: Int32Array; readonly values: Float32Array }[];
  readonly #places = new Map<string, { readonly start: number; readonly end: number }>();

  /** @param buffer zeros, created by `bytesFor` for the same specification and number of helpers */
  constructor(
    readonly buffer: SharedArrayBuffer,
    specs: readonly WeightSpec[],
    helpers: number,
  ) {
    let size = 0;
    for (const { name, shape } of specs) {
      this.#places.set(name, { start: size, end: (size += sizeOf(shape)) });
    }
    this.#weights = new Float32Array(buffer, 0, size);
    const slotBytes = STATE_BYTES + 4 * (1 + size);
    this.#slots = Array.from({ length: helpers }, (_, helper) => {
      const start = 4 * size + helper * slotBytes;
      return {
        state: new Int32Array(buffer, start, 1),
        values: new Float32Array(buffer, start + STATE_BYTES, 1 + size),
      };
    });
  }

  static bytesFor(specs: readonly WeightSpec[], helpers: number): number {
    const size = specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return 4 * size + helpers * (STATE_BYTES + 4 * (1 + size));
  }

  /** Returns a view of the weights with this name. */
  weight(name: string): Float32Array {
    const { start, end } = this.#placeOf(name);
    return this.#weights.subarray(start, end);
  }

  /** Returns a view of a helper's results for the weights with this name. */
  found(helper: number, name: string): Float32Array {
    const { start, end } = this.#placeOf(name);
    return this.#slot(helper).values.subarray(1 + start, 1 + end);
  }

  lossOf(helper: number): number {
    return this.#slot(helper).values[0] ?? Number.NaN;
  }

  /** Publishes a helper's loss and results of a step. A negative step reports a failure. */
  finish(helper: number, step: number, loss: number): void {
    const { state, values } = this.#slot(helper);
    values[0] = loss;
    Atomics.store(state, 0, step);
    Atomics.notify(state, 0);
  }

  /** Blocks the thread until a helper has finished a step. Returns true if it finished in time and did not fail. */
  wait(helper: number, step: number, milliseconds: number): boolean {
    const { state } = this.#slot(helper);
    for (let seen = Atomics.load(state, 0); seen !== step; seen = Atomics.load(state, 0)) {
      if (seen === -step) return false;
      if (Atomics.wait(state, 0, seen, milliseconds) === 'timed-out') return false;
    }
    return true;
  }

  #placeOf(name: string): { readonly start: number; readonly end: number } {
    const place = this.#places.get(name);
    if (place === undefined) throw new RangeError(`The shared memory has no weight ${name}`);
    return place;
  }

  #slot(helper: number) {
    const slot = this.#slots[helper];
    if (slot === undefined) throw new RangeError(`The team has no helper ${helper}`);
    return slot;
  }
}
