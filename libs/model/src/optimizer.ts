import type { Recipe } from '#libs/contracts';
import { adamStep, type AdamState } from './adam.js';
import { download, upload } from './engine-weights.js';
import type { WeightTensor } from './model.js';
import { lossAndGradients, type LabelledBatch, type NetworkWeights } from './network.js';
import type { Tensor, Tf } from './tf.js';

/** What an optimiser starts from; moments are zero where they are not given. */
export interface OptimizerStart {
  readonly weights: readonly WeightTensor[];
  readonly firstMoments?: readonly WeightTensor[];
  readonly secondMoments?: readonly WeightTensor[];
  readonly step?: number;
}

/** Weights and Adam moments on an engine: three tensors a weight, held until `dispose`. */
export class Optimizer {
  private states: readonly AdamState[];
  private steps: number;
  private readonly names: readonly string[];

  constructor(
    private readonly tf: Tf,
    private readonly recipe: Recipe,
    { weights, firstMoments, secondMoments, step }: OptimizerStart,
  ) {
    const moment = (given: WeightTensor | undefined, { shape }: WeightTensor): Tensor =>
      given ? upload(tf, given) : tf.zeros([...shape]);
    this.names = weights.map(({ name }) => name);
    this.steps = step ?? 0;
    this.states = weights.map((weight, at) => ({
      weights: upload(tf, weight),
      first: moment(firstMoments?.[at], weight),
      second: moment(secondMoments?.[at], weight),
    }));
  }

  get step(): number {
    return this.steps;
  }

  get weights(): NetworkWeights {
    return this.states.map(({ weights }) => weights);
  }

  /**
   * One step down the gradient of a batch.
   *
   * @param makeBatch its tensors are disposed of afterwards
   * @returns the batch's mean loss before the step; NaN and infinities are the caller's to notice
   */
  learn(makeBatch: () => LabelledBatch, rate: number): number {
    const before = this.states;
    this.steps++;
    let lossValue = Number.NaN;
    this.tf.tidy(() => {
      const { loss, gradients } = lossAndGradients(this.tf, this.recipe, this.weights, makeBatch());
      this.states = before.map((state, at) => {
        const gradient = gradients[at];
        if (!gradient) throw new RangeError(`There is no gradient for ${this.names[at] ?? at}`);
        const after = adamStep(this.tf, state, gradient, rate, this.steps);
        for (const tensor of tensorsOf(after)) this.tf.keep(tensor);
        return after;
      });
      lossValue = loss.dataSync()[0] ?? Number.NaN;
    });
    for (const state of before) this.tf.dispose(tensorsOf(state));
    return lossValue;
  }

  /** A copy of the weights outside the engine. */
  downloadWeights(): WeightTensor[] {
    return this.copies('weights');
  }

  /** Copies of all that another optimiser needs to go on from here. */
  download(): Required<OptimizerStart> {
    return {
      weights: this.copies('weights'),
      firstMoments: this.copies('first'),
      secondMoments: this.copies('second'),
      step: this.steps,
    };
  }

  dispose(): void {
    for (const state of this.states) this.tf.dispose(tensorsOf(state));
  }

  private copies(field: keyof AdamState): WeightTensor[] {
    return this.states.map((state, at) => download(this.names[at] ?? '', state[field]));
  }
}

function tensorsOf({ weights, first, second }: AdamState): Tensor[] {
  return [weights, first, second];
}
