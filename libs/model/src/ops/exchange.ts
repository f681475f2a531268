import type { Tensor, Tf } from '../tf.js';

/** A term of a sum that another thread computed, and its weight. */
export interface FoundPart {
  readonly values: Float32Array;
  readonly share: number;
}

/** Moves values into and out of an engine between threads. Neither method keeps or changes its arguments. */
export interface Exchange {
  /** Copies the values of a tensor. */
  readonly readInto: (tensor: Tensor, to: Float32Array) => void;
  /** Computes `share * first` plus each `share * values`, added in this order. */
  readonly weightedSum: (first: Tensor, share: number, others: readonly FoundPart[]) => Tensor;
}

export function referenceExchange(tf: Tf): Exchange {
  return {
    readInto: (tensor, to) => to.set(tensor.dataSync<'float32'>()),
    weightedSum: (first, share, others) => {
      const sum = new Float32Array(first.size);
      sumInto(sum, first.dataSync<'float32'>(), share, others);
      return tf.tensor(sum, first.shape);
    },
  };
}

/** Adds in plain loops. `Float32Array.from` and `map` call a function per value, which takes milliseconds per batch. */
function sumInto(sum: Float32Array, first: Float32Array, share: number, others: readonly FoundPart[]): void {
  for (let at = 0; at < sum.length; at++) sum[at] = share * (first[at] ?? 0);
  for (const { values, share: weight } of others) {
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + weight * (values[at] ?? 0);
  }
}
