import { attentionPooling, attentionPoolingSpecs } from './attention-pooling.js';
import type { Network, Pass } from './network.js';
import { batchNormSpecs, dense, denseSpecs, lstmSpecs, lstmWeights } from './specs.js';

/**
 * Follows ResLSTM-SA. A dense layer brings the input to the width of the first LSTM and is added to its output; then
 * batch norm, a second LSTM, attention pooling, dropout, dense.
 */
export const residualLstm: Network<'residual-lstm'> = {
  name: 'residual-lstm',
  weightSpecs: ({ units, attentionUnits }, { coefficients }, classes) => [
    ...lstmSpecs('lstm_1', coefficients, units),
    ...denseSpecs('shortcut', coefficients, units),
    ...batchNormSpecs('norm', units),
    ...lstmSpecs('lstm_2', units, units),
    ...attentionPoolingSpecs('attention', units, attentionUnits),
    ...denseSpecs('dense', units, classes),
  ],
  logits(pass, { dropout }) {
    const { ops, inputs, mask } = pass;
    const first = ops.lstm(inputs, lstmWeights(pass, 'lstm_1'), { isFirst: true, mask });
    const residual = ops.add(first, dense(pass, 'shortcut', inputs));
    const normal = pass.batchNorm('norm', residual, { mask: columnOf(pass) });
    const second = ops.lstm(normal, lstmWeights(pass, 'lstm_2'), { mask });
    const pooled = attentionPooling(pass, 'attention', second, mask);
    return dense(pass, 'dense', pass.dropout(pooled, dropout));
  },
};

/** Returns the mask as `[batch, frames, 1]`. */
export function columnOf<T>({ ops, mask }: Pass<T>): T | null {
  return mask === null ? null : ops.reshape(mask, [...ops.shapeOf(mask), 1]);
}
