import { glorotUniform, heUniform, orthogonal, unitForgetBias } from '../initializers.js';
import type { BatchNormWeights, LstmWeights } from '../ops/ops.js';
import type { Pass, WeightSpec } from './network.js';

/** Lists the weights of an LSTM layer. Names and layouts in this file are Keras'. */
export function lstmSpecs(layer: string, inputs: number, units: number, hasPeepholes = false): WeightSpec[] {
  const specs = [
    learned(`${layer}/kernel`, [inputs, 4 * units], (random) => glorotUniform(inputs, 4 * units, random)),
    learned(`${layer}/recurrent_kernel`, [units, 4 * units], (random) =>
      orthogonal(units, 4 * units, random),
    ),
    learned(`${layer}/bias`, [4 * units], () => unitForgetBias(units)),
  ];
  return hasPeepholes ? [...specs, zeros(`${layer}/peephole`, [3, units])] : specs;
}

export function lstmWeights<T>({ weight }: Pass<T>, layer: string, hasPeepholes = false): LstmWeights<T> {
  return {
    kernel: weight(`${layer}/kernel`),
    recurrent: weight(`${layer}/recurrent_kernel`),
    bias: weight(`${layer}/bias`),
    peephole: hasPeepholes ? weight(`${layer}/peephole`) : null,
  };
}

export function denseSpecs(layer: string, inputs: number, outputs: number): WeightSpec[] {
  return [
    learned(`${layer}/kernel`, [inputs, outputs], (random) => glorotUniform(inputs, outputs, random)),
    zeros(`${layer}/bias`, [outputs]),
  ];
}

export function dense<T>({ ops, weight }: Pass<T>, layer: string, x: T): T {
  return ops.dense(x, weight(`${layer}/kernel`), weight(`${layer}/bias`));
}

/** Describes a convolution's kernel. It has no bias, because batch norm follows. */
export function convSpec(layer: string, shape: readonly number[]): WeightSpec {
  const outputs = shape.at(-1) ?? 1;
  const fanIn = shape.reduce((product, extent) => product * extent, 1) / outputs;
  return learned(`${layer}/kernel`, shape, (random) => heUniform(fanIn, outputs, random));
}

export function batchNormSpecs(layer: string, channels: number): WeightSpec[] {
  const filled = (name: string, value: number, isTrained: boolean): WeightSpec => ({
    name: `${layer}/${name}`,
    shape: [channels],
    initial: () => new Float32Array(channels).fill(value),
    isTrained,
  });
  return [
    filled('gamma', 1, true),
    filled('beta', 0, true),
    filled('moving_mean', 0, false),
    filled('moving_variance', 1, false),
  ];
}

export function layerNormSpecs(layer: string, width: number): WeightSpec[] {
  return [
    learned(`${layer}/gamma`, [width], () => new Float32Array(width).fill(1)),
    zeros(`${layer}/beta`, [width]),
  ];
}

export function normWeights<T>({ weight }: Pick<Pass<T>, 'weight'>, layer: string): BatchNormWeights<T> {
  return { scale: weight(`${layer}/gamma`), offset: weight(`${layer}/beta`) };
}

export function learned(name: string, shape: readonly number[], initial: WeightSpec['initial']): WeightSpec {
  return { name, shape, initial, isTrained: true };
}

export function zeros(name: string, shape: readonly number[]): WeightSpec {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return learned(name, shape, () => new Float32Array(size));
}
