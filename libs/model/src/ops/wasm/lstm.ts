import { lstmBackward, lstmForward, lstmTraceLength, type LstmSizes } from '#libs/kernels/tensor';
import type { Tensor, Tf } from '../../tf.js';
import type { LstmOptions, LstmWeights } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { TensorMemory } from './tensor-memory.js';

/** Computes a whole LSTM layer in one time direction. The output takes one call of a kernel, and so do the gradients. */
export function lstm(
  tf: Tf,
  memory: TensorMemory,
  x: Tensor,
  { kernel, recurrent, bias, peephole }: LstmWeights<Tensor>,
  { reverse = false, mask = null, isFirst = false }: LstmOptions<Tensor> = {},
): Tensor {
  const [batch = 0, frames = 0, inputs = 0] = x.shape;
  const [units = 0] = recurrent.shape;
  const sizes: LstmSizes = { batch, frames, inputs, units };
  const learned = [...(isFirst ? [] : [x]), kernel, recurrent, bias, ...(peephole ? [peephole] : [])];
  return withGradient(
    tf,
    learned,
    () => {
      const value = memory.make([batch, frames, units]);
      const trace = memory.make([lstmTraceLength(memory.kernels, sizes)]);
      const options = { reverse, mask: memory.orNull(mask) };
      const weights = placesOf(memory, { kernel, recurrent, bias, peephole });
      lstmForward(memory.kernels, sizes, memory.of(x), weights, options, memory.of(value), memory.of(trace));
      return { value, kept: { trace, mask, kernel, recurrent, bias, peephole } };
    },
    (gradient, kept) => {
      const byWeights = {
        kernel: memory.make(kept.kernel.shape),
        recurrent: memory.make(kept.recurrent.shape),
        bias: memory.make(kept.bias.shape),
        peephole: kept.peephole && memory.make(kept.peephole.shape),
      };
      const byInputs = isFirst ? null : memory.make([batch, frames, inputs]);
      lstmBackward(
        memory.kernels,
        sizes,
        placesOf(memory, kept),
        { reverse, mask: memory.orNull(kept.mask) },
        memory.of(kept.trace),
        memory.of(gradient),
        { ...placesOf(memory, byWeights), inputs: memory.orNull(byInputs) },
      );
      return [byInputs, ...Object.values(byWeights)].filter((tensor) => tensor !== null);
    },
  );
}

function placesOf(memory: TensorMemory, { kernel, recurrent, bias, peephole }: LstmWeights<Tensor>) {
  return {
    kernel: memory.of(kernel),
    recurrent: memory.of(recurrent),
    bias: memory.of(bias),
    peephole: memory.orNull(peephole),
  };
}
