import type { RecipeFor } from '#libs/contracts';
import { framesOf } from '../feature-shape.js';
import type { Network } from './network.js';
import { dense, denseSpecs, lstmSpecs, lstmWeights } from './specs.js';

type Stacked = 'single-lstm' | 'dual-lstm' | 'peephole-lstm';

/**
 * The paper's networks: LSTM layers, dropout, flatten (frame by frame, as in Keras), dense, softmax. For 20 x 40
 * features and eight labels, two layers have 238,600 parameters and one has 107,016.
 */
function lstmStack<A extends Stacked>(name: A, layers: number, hasPeepholes = false): Network<A> {
  const names = Array.from({ length: layers }, (_, layer) => `lstm_${layer + 1}`);
  return {
    name,
    weightSpecs({ units }: RecipeFor<Stacked>, shape, classes) {
      return [
        ...names.flatMap((layer, at) =>
          lstmSpecs(layer, at === 0 ? shape.coefficients : units, units, hasPeepholes),
        ),
        ...denseSpecs('dense', framesOf(shape) * units, classes),
      ];
    },
    logits(pass, { dropout }: RecipeFor<Stacked>) {
      const { ops } = pass;
      let sequence = pass.inputs;
      for (const [at, layer] of names.entries()) {
        sequence = ops.lstm(sequence, lstmWeights(pass, layer, hasPeepholes), { isFirst: at === 0 });
      }
      const [batch = 0, frames = 0, units = 0] = ops.shapeOf(sequence);
      const flat = ops.reshape(pass.dropout(sequence, dropout), [batch, frames * units]);
      return dense(pass, 'dense', flat);
    },
  };
}

export const singleLstm = lstmStack('single-lstm', 1);
export const dualLstm = lstmStack('dual-lstm', 2);
/** `dual-lstm` whose gates also read the cell state. */
export const peepholeLstm = lstmStack('peephole-lstm', 2, true);
