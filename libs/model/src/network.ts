import type { Recipe } from '#libs/contracts';
import { LSTM_LAYERS } from './architectures.js';
import { flatDenseBackward, flatDenseForward, type DenseWeights } from './dense.js';
import { softmaxCrossEntropy } from './loss.js';
import { lstmBackward, lstmForward, type LstmTrace, type LstmWeights, type Sequence } from './lstm.js';
import type { Tensor, Tensor1D, Tensor2D, Tf } from './tf.js';

/** Weights on an engine, in the order of `weightSpecs`. */
export type NetworkWeights = readonly Tensor[];

export interface LabelledBatch {
  /** Standardised features, frames x `[batch, coefficients]`. */
  readonly frames: Sequence;
  /** Class of each clip, int32 `[batch]`. */
  readonly labels: Tensor1D;
  /** What the outputs of the last LSTM are multiplied by, frames x `[batch, units]`; null for no dropout. */
  readonly dropoutMasks: Sequence | null;
}

export interface LossAndGradients {
  /** Mean cross-entropy of the batch. */
  readonly loss: Tensor;
  /** In the order of the weights. */
  readonly gradients: readonly Tensor[];
}

/**
 * LSTM layers -> flatten -> dense, without dropout. Call in `tf.tidy`.
 *
 * @param frames standardised features, frames x `[batch, coefficients]`
 * @returns logits `[batch, classes]`
 */
export function networkLogits(tf: Tf, recipe: Recipe, weights: NetworkWeights, frames: Sequence): Tensor2D {
  const { lstms, dense } = layersOf(recipe, weights);
  let sequence = frames;
  for (const lstm of lstms) sequence = lstmForward(tf, sequence, lstm).outputs;
  return flatDenseForward(tf, sequence, dense).outputs;
}

/** Loss of one batch and its gradients: LSTM layers -> dropout -> flatten -> dense -> softmax. Call in `tf.tidy`. */
export function lossAndGradients(
  tf: Tf,
  recipe: Recipe,
  weights: NetworkWeights,
  { frames, labels, dropoutMasks }: LabelledBatch,
): LossAndGradients {
  const { lstms, dense } = layersOf(recipe, weights);
  const traces: LstmTrace[] = [];
  for (const lstm of lstms) traces.push(lstmForward(tf, traces.at(-1)?.outputs ?? frames, lstm));
  const outputs = dropped(tf, traces.at(-1)?.outputs ?? frames, dropoutMasks);
  const head = flatDenseForward(tf, outputs, dense);
  const { loss, logitsGradient } = softmaxCrossEntropy(tf, head.outputs, labels);

  const top = flatDenseBackward(tf, head, dense, logitsGradient, frames.length);
  const gradients: Tensor[] = [top.kernel, top.bias];
  let sequence = dropped(tf, top.sequence, dropoutMasks);
  for (const [layer, lstm] of [...lstms.entries()].reverse()) {
    const trace = traces[layer];
    if (!trace) throw new RangeError(`There is no layer ${layer}`);
    const { kernel, recurrent, bias, inputs } = lstmBackward(tf, trace, lstm, sequence, {
      inputs: layer > 0,
    });
    gradients.unshift(kernel, recurrent, bias);
    sequence = inputs ?? sequence;
  }
  return { loss, gradients };
}

function dropped(tf: Tf, sequence: Sequence, masks: Sequence | null): Sequence {
  return masks ? sequence.map((frame, at) => tf.mul<Tensor2D>(frame, masks[at] ?? 1)) : sequence;
}

function layersOf(
  { architecture }: Recipe,
  weights: NetworkWeights,
): { lstms: readonly LstmWeights[]; dense: DenseWeights } {
  const count = LSTM_LAYERS[architecture];
  if (weights.length !== 3 * count + 2) {
    throw new RangeError(`${architecture} has ${3 * count + 2} weight tensors, not ${weights.length}`);
  }
  const lstms = Array.from({ length: count }, (_, layer) => ({
    kernel: weights[3 * layer] as Tensor2D,
    recurrent: weights[3 * layer + 1] as Tensor2D,
    bias: weights[3 * layer + 2] as Tensor1D,
  }));
  return {
    lstms,
    dense: { kernel: weights[3 * count] as Tensor2D, bias: weights[3 * count + 1] as Tensor1D },
  };
}
