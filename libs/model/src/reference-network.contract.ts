import type { Recipe } from '#libs/contracts';
import { LSTM_LAYERS } from './architectures.js';
import type { FeatureShape, WeightTensor } from './model.js';

/** Weights as float64, so that differences of the loss have digits left. */
export type Float64Weights = Float64Array[];

export function float64Weights(weights: readonly WeightTensor[]): Float64Weights {
  return weights.map(({ values }) => Float64Array.from(values));
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** The network for one clip in plain float64 loops: slow, obvious, and the judge of every engine. */
export function referenceLogits(
  { architecture, units }: Recipe,
  { frames, coefficients }: FeatureShape,
  weights: Float64Weights,
  clip: ArrayLike<number>, // [frames, coefficients]
  dropoutMask?: ArrayLike<number>, // [frames, units]
): number[] {
  let width = coefficients;
  let sequence = Array.from({ length: frames }, (_, frame) =>
    Array.from({ length: width }, (__, at) => clip[frame * width + at]!),
  );
  for (let layer = 0; layer < LSTM_LAYERS[architecture]; layer++) {
    const [kernel, recurrent, bias] = weights.slice(3 * layer);
    let h = new Array<number>(units).fill(0);
    let c = new Array<number>(units).fill(0);
    sequence = sequence.map((x) => {
      const z = Array.from(bias!, (b, column) => {
        const fromInput = x.reduce((sum, value, row) => sum + value * kernel![row * 4 * units + column]!, 0);
        return h.reduce(
          (sum, value, row) => sum + value * recurrent![row * 4 * units + column]!,
          b + fromInput,
        );
      });
      const gate = (at: number, unit: number) => z[at * units + unit]!;
      c = c.map(
        (before, unit) => sigmoid(gate(1, unit)) * before + sigmoid(gate(0, unit)) * Math.tanh(gate(2, unit)),
      );
      h = c.map((state, unit) => sigmoid(gate(3, unit)) * Math.tanh(state));
      return h;
    });
    width = units;
  }
  const flat = sequence.flat().map((value, at) => value * (dropoutMask?.[at] ?? 1));
  const [kernel, bias] = weights.slice(-2);
  return Array.from(bias!, (b, column) =>
    flat.reduce((sum, value, row) => sum + value * kernel![row * bias!.length + column]!, b),
  );
}

export function referenceSoftmax(logits: readonly number[]): number[] {
  const exponentials = logits.map((value) => Math.exp(value - Math.max(...logits)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
