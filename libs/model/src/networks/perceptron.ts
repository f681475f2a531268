import { framesOf, type FeatureShape } from '../feature-shape.js';
import type { Network, Pass } from './network.js';
import { dense, denseSpecs } from './specs.js';

/** Multinomial logistic regression on all values of a clip. It is the baseline that every network must beat. */
export const logistic: Network<'logistic'> = {
  name: 'logistic',
  weightSpecs: (_recipe, shape, classes) => denseSpecs('dense', flatSize(shape), classes),
  logits: (pass) => dense(pass, 'dense', flatten(pass)),
};

/** Dense layers with ReLU and dropout on all values of a clip, designed for the 312 statistics of `utterance-312`. */
export const mlp312: Network<'mlp-312'> = {
  name: 'mlp-312',
  weightSpecs: ({ hidden }, shape, classes) => [
    ...hidden.flatMap((units, at) =>
      denseSpecs(`hidden_${at + 1}`, hidden[at - 1] ?? flatSize(shape), units),
    ),
    ...denseSpecs('dense', hidden.at(-1) ?? 0, classes),
  ],
  logits(pass, { hidden, dropout }) {
    let x = flatten(pass);
    for (const at of hidden.keys()) {
      x = pass.dropout(pass.ops.relu(dense(pass, `hidden_${at + 1}`, x)), dropout);
    }
    return dense(pass, 'dense', x);
  },
};

function flatSize(shape: FeatureShape): number {
  return framesOf(shape) * shape.coefficients;
}

function flatten<T>({ ops, inputs }: Pass<T>): T {
  const [batch = 0, frames = 0, coefficients = 0] = ops.shapeOf(inputs);
  return ops.reshape(inputs, [batch, frames * coefficients]);
}
