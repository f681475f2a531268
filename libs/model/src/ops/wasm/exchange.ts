import { sumInto, type Exchange } from '../exchange.js';
import type { TensorMemory } from './tensor-memory.js';

/** On the engine's own memory: an array of a megabyte for each tensor and batch would keep the garbage collector busy. */
export function wasmExchange(memory: TensorMemory): Exchange {
  return {
    readInto: (tensor, to) => to.set(memory.view(tensor)),
    weightedSum: (first, share, others) => {
      const sum = memory.make(first.shape);
      sumInto(memory.view(sum), memory.view(first), share, others);
      return sum;
    },
  };
}
