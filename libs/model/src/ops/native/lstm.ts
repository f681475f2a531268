import type { Tensor, Tensor2D, Tensor3D, Tf } from '../../tf.js';
import { elementAt } from '../../element-at.js';
import type { LstmOptions, LstmWeights } from '../ops.js';
import { withGradient } from '../with-gradient.js';
import type { EagerOps } from './eager.js';

/** The outputs of `BlockLSTMV2` in order, each `[frames, batch, units]`. */
const TRACES = ['i', 'cell', 'f', 'o', 'candidate', 'tanhCell', 'output'] as const;

/**
 * Runs a whole layer as libtensorflow's `BlockLSTMV2`, with `BlockLSTMGradV2` for the gradient. It needs one kernel per
 * frame on CPUs and GPUs, where the reference needs a dozen. Its gates are in Keras' order. It reads `[frames, batch,
 * ...]` from the first frame to the last. Padding follows a clip's frames, so it cannot affect them; its outputs are
 * zeroed afterwards.
 */
export function lstm(
  tf: Tf,
  eager: EagerOps,
  x: Tensor,
  { kernel, recurrent, bias, peephole }: LstmWeights<Tensor>,
  { reverse = false, mask = null, isFirst = false }: LstmOptions<Tensor> = {},
): Tensor {
  const learned = [...(isFirst ? [] : [x]), kernel, recurrent, bias, ...(peephole ? [peephole] : [])];
  const attributes = [eager.flag('use_peephole', peephole !== null), eager.ofType('T', 'float32')];
  const [inputs = 0] = kernel.shape;
  const [units = 0] = recurrent.shape;
  return withGradient(
    tf,
    learned,
    () => {
      const own = toFrameMajor(tf, eager, x, mask, reverse); // [frames, batch, inputs]
      const [frames, batch] = own.shape;
      const weights = {
        start: tf.zeros([batch, units]), // state and output before the first frame
        joined: tf.concat([kernel, recurrent], 0), // [inputs + units, 4 * units]
        holes: peephole ? tf.unstack(peephole) : [0, 1, 2].map(() => tf.zeros([units])),
        bias,
      };
      const clipped = [eager.real('cell_clip', 0), ...attributes];
      const given = operands(eager, frames, own, weights);
      const traces = eager.run('BlockLSTMV2', clipped, given, TRACES.length);
      const outputs = toBatchMajor(tf, eager, elementAt(traces, 6), mask, reverse);
      return { value: zeroPadding(tf, outputs, mask), kept: { own, ...weights, traces, mask } };
    },
    (gradient, { own, traces, mask: kept, ...weights }) => {
      const byOutput = toFrameMajor(tf, eager, zeroPadding(tf, gradient, kept), kept, reverse);
      const [frames] = own.shape;
      const given = operands(eager, frames, own, weights);
      const [byInput, , , byJoined, byI, byF, byO, byBias] = eager.run(
        'BlockLSTMGradV2',
        attributes,
        [...given, ...traces, tf.zerosLike(byOutput), byOutput],
        8,
      );
      if (!byInput || !byJoined || !byI || !byF || !byO || !byBias)
        throw new RangeError('BlockLSTMGradV2 must return eight gradients');
      const [byKernel, byRecurrent] = tf.split(byJoined, [inputs, units]);
      if (!byKernel || !byRecurrent) throw new RangeError('An LSTM has two kernels');
      return [
        ...(isFirst ? [] : [toBatchMajor(tf, eager, byInput, kept, reverse)]),
        byKernel,
        byRecurrent,
        byBias,
        ...(peephole ? [tf.stack([byI, byF, byO])] : []),
      ];
    },
  );
}

interface BlockWeights {
  readonly start: Tensor;
  readonly joined: Tensor;
  readonly holes: readonly Tensor[];
  readonly bias: Tensor;
}

/** Returns the operation's inputs in order. */
function operands(
  eager: EagerOps,
  frames: number,
  x: Tensor,
  { start, joined, holes, bias }: BlockWeights,
): Tensor[] {
  return [eager.int64(frames), x, start, start, joined, ...holes, bias];
}

/** Transposes `[batch, frames, width]` to `[frames, batch, width]` in the order of computation, with padding last. */
function toFrameMajor(tf: Tf, eager: EagerOps, x: Tensor, mask: Tensor | null, reverse: boolean): Tensor3D {
  return tf.transpose(reverse ? reverseFrames(tf, eager, x, mask) : x, [1, 0, 2]) as Tensor3D;
}

function toBatchMajor(tf: Tf, eager: EagerOps, x: Tensor, mask: Tensor | null, reverse: boolean): Tensor {
  const rows = tf.transpose(x, [1, 0, 2]);
  return reverse ? reverseFrames(tf, eager, rows, mask) : rows;
}

/** Reverses each clip's own frames. */
function reverseFrames(tf: Tf, eager: EagerOps, x: Tensor, mask: Tensor | null): Tensor {
  if (mask === null) return tf.reverse(x, 1);
  const attributes = [
    eager.whole('seq_dim', 1),
    eager.whole('batch_dim', 0),
    eager.ofType('T', 'float32'),
    eager.ofType('Tlen', 'int32'),
  ];
  const lengths = tf.cast(tf.sum(mask as Tensor2D, 1), 'int32');
  return eager.one('ReverseSequence', attributes, [x, lengths]);
}

function zeroPadding(tf: Tf, x: Tensor, mask: Tensor | null): Tensor {
  return mask === null ? x : tf.mul(x, tf.expandDims(mask, 2));
}
