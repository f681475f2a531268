import { adam } from '#libs/kernels/tensor';
import type { Tensor } from '../../tf.js';
import type { AdamOptions, AdamState } from '../adam.js';
import type { TensorMemory } from './tensor-memory.js';

/** Updates weights and moments in one pass. The reference needs a dozen. */
export function adamStep(
  memory: TensorMemory,
  before: AdamState,
  gradient: Tensor,
  { rate, decay, firstCorrection, secondCorrection, ...numbers }: AdamOptions,
): AdamState {
  const { shape } = before.weights;
  const after = { weights: memory.make(shape), first: memory.make(shape), second: memory.make(shape) };
  const correctedRate = (rate * Math.sqrt(secondCorrection)) / firstCorrection;
  adam(
    memory.kernels,
    placesOf(memory, before),
    memory.of(gradient),
    { ...numbers, rate: correctedRate, decay: rate * decay },
    placesOf(memory, after),
  );
  return after;
}

function placesOf(memory: TensorMemory, { weights, first, second }: AdamState) {
  return { weights: memory.of(weights), first: memory.of(first), second: memory.of(second) };
}
