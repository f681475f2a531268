import { weightedSum } from '#libs/kernels/tensor';
import type { Exchange } from '../exchange.js';
import type { TensorMemory } from './tensor-memory.js';

/** Exchanges values in the engine's own memory, because arrays of a megabyte burden the garbage collector. */
export function wasmExchange(memory: TensorMemory): Exchange {
  return {
    readInto: (tensor, to) => to.set(memory.view(tensor)),
    weightedSum: (first, share, others) => {
      const { kernels } = memory;
      const [sum, found] = [memory.make(first.shape), memory.make(first.shape)];
      const [own, other, total] = [memory.of(first), memory.of(found), memory.of(sum)];
      // A single term is halved and added to itself, which is exact.
      if (others.length === 0) weightedSum(kernels, own, share / 2, own, share / 2, total);
      others.forEach(({ values, share: weight }, at) => {
        memory.view(found).set(values);
        weightedSum(kernels, at === 0 ? own : total, at === 0 ? share : 1, other, weight, total);
      });
      return sum;
    },
  };
}
