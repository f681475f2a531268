import { number } from './attentive-statistics.js';
import type { Network, Pass } from './network.js';
import { dense, denseSpecs, lstmSpecs, lstmWeights } from './specs.js';

/**
 * `dual-lstm` whose dense layer reads only the last output (Keras' `return_sequences=False`). It has 219,144 parameters
 * for 40 coefficients and eight labels, with any number of frames.
 */
export const lastStep: Network<'last-step'> = {
  name: 'last-step',
  weightSpecs: ({ units }, { coefficients }, classes) => [
    ...lstmSpecs('lstm_1', coefficients, units),
    ...lstmSpecs('lstm_2', units, units),
    ...denseSpecs('dense', units, classes),
  ],
  logits(pass, { dropout, units }) {
    const { ops, inputs, mask } = pass;
    const first = ops.lstm(inputs, lstmWeights(pass, 'lstm_1'), { isFirst: true, mask });
    const second = ops.lstm(first, lstmWeights(pass, 'lstm_2'), { mask });
    const last = ops.sum(ops.mul(second, lastFrames(pass)), 1);
    const [batch = 0] = ops.shapeOf(inputs);
    return dense(pass, 'dense', pass.dropout(ops.reshape(last, [batch, units]), dropout));
  },
};

/** Returns the mask minus that of the next frame: 1 at each clip's last frame, 0 elsewhere, `[batch, frames, 1]`. */
function lastFrames<T>({ ops, inputs, mask }: Pass<T>): T {
  const [batch = 0, frames = 0] = ops.shapeOf(inputs);
  const isReal = mask ?? ops.constant(new Float32Array(batch * frames).fill(1), [batch, frames]);
  const column = ops.reshape(isReal, [batch, frames, 1]);
  const next = ops.conv1d(column, ops.constant(Float32Array.of(0, 0, 1), [3, 1, 1]));
  return ops.add(column, ops.mul(next, number({ ops }, -1)));
}
