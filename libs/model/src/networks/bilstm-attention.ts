import { attentionPooling, attentionPoolingSpecs } from './attention-pooling.js';
import type { Network } from './network.js';
import { dense, denseSpecs, lstmSpecs, lstmWeights } from './specs.js';

/** An LSTM in each direction, attention pooling over both outputs, dropout, dense. */
export const bilstmAttention: Network<'bilstm-attention'> = {
  name: 'bilstm-attention',
  weightSpecs: ({ units, attentionUnits }, { coefficients }, classes) => [
    ...lstmSpecs('forward', coefficients, units),
    ...lstmSpecs('backward', coefficients, units),
    ...attentionPoolingSpecs('attention', 2 * units, attentionUnits),
    ...denseSpecs('dense', 2 * units, classes),
  ],
  logits(pass, { dropout }) {
    const { ops, inputs, mask } = pass;
    const forward = ops.lstm(inputs, lstmWeights(pass, 'forward'), { isFirst: true, mask });
    const backward = ops.lstm(inputs, lstmWeights(pass, 'backward'), { isFirst: true, mask, reverse: true });
    const pooled = attentionPooling(pass, 'attention', ops.concat([forward, backward], 2), mask);
    return dense(pass, 'dense', pass.dropout(pooled, dropout));
  },
};
