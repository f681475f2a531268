import type { Recipe } from '#libs/contracts';
import { elementAt } from '../element-at.js';
import { download, upload } from '../engine-weights.js';
import type { WeightTensor } from '../weight-tensor.js';
import type { WeightSpec } from '../networks/network.js';
import type { AdamState } from '../ops/adam.js';
import { opsOf } from '../ops/engine-ops.js';
import type { TensorOps } from '../ops/tensor-ops.js';
import type { Tensor, Tf } from '../tf.js';
import type { StepRate } from './learning-rate.js';
import type { LossAndGradients, ObservedMoments } from './loss.js';

/** Share of a batch's moments in the moving ones, PyTorch's `momentum`. */
const MOMENTUM = 0.1;

/** All of an optimiser outside the engine: what another one goes on from. */
export interface OptimizerState {
  /** In the order of the specification. */
  readonly weights: readonly WeightTensor[];
  /** Adam's running means of gradients and of their squares, of the trained weights only. */
  readonly firstMoments: readonly WeightTensor[];
  readonly secondMoments: readonly WeightTensor[];
  /** The moving average of the weights; null when the recipe has none. */
  readonly average: readonly WeightTensor[] | null;
  /** Steps that are done. */
  readonly step: number;
}

/** Weights on an engine, what Adam remembers of them, and their average. Holds tensors until `dispose`. */
export class Optimizer {
  private readonly ops: TensorOps;
  /** Of the trained weights, null at the others. */
  private states: readonly (AdamState | null)[];
  private observed: readonly (Tensor | null)[];
  private averages: readonly Tensor[] | null;
  private steps: number;

  constructor(
    private readonly tf: Tf,
    private readonly recipe: Recipe,
    private readonly specs: readonly WeightSpec[],
    start: Pick<OptimizerState, 'weights'> & Partial<OptimizerState>,
  ) {
    this.ops = opsOf(tf);
    const { weights, average, step = 0 } = start;
    const byName = (list: readonly WeightTensor[] = []) => new Map(list.map((own) => [own.name, own]));
    const [first, second] = [byName(start.firstMoments), byName(start.secondMoments)];
    const moment = (given: WeightTensor | undefined, { shape }: WeightTensor): Tensor =>
      given ? upload(tf, given) : tf.zeros([...shape]);
    const isTrained = (at: number): boolean => specs[at]?.isTrained === true;
    this.states = weights.map((own, at) =>
      isTrained(at)
        ? {
            weights: upload(tf, own),
            first: moment(first.get(own.name), own),
            second: moment(second.get(own.name), own),
          }
        : null,
    );
    this.observed = weights.map((own, at) => (isTrained(at) ? null : upload(tf, own)));
    this.averages =
      recipe.weightAveraging === null ? null : (average ?? weights).map((own) => upload(tf, own));
    this.steps = step;
  }

  /** What is learned on: in the order of the specification. */
  get weights(): readonly Tensor[] {
    return this.states.map((state, at) => {
      const tensor = state?.weights ?? this.observed[at];
      if (!tensor) throw new RangeError(`There is no weight ${at}`);
      return tensor;
    });
  }

  /** What is validated and kept: the average where the recipe has one. */
  get keptWeights(): readonly Tensor[] {
    return this.averages ?? this.weights;
  }

  /**
   * One step down the gradient of a batch.
   *
   * @param gradientsOf works the batch out, with the weights in the order of the specification
   * @returns the batch's mean loss before the step; where it or the gradient is no finite number, NaN, and no weight
   *   has changed
   */
  learn(gradientsOf: (weights: readonly Tensor[]) => LossAndGradients, rate: StepRate): number {
    const before = this.held();
    let lossValue = Number.NaN;
    this.tf.tidy(() => {
      const { tf } = this;
      const { loss, gradients, moments } = gradientsOf(this.weights);
      const value = loss.dataSync()[0] ?? Number.NaN;
      const gradientScales = this.gradientScales(gradients);
      if ([value, ...gradientScales].every(Number.isFinite)) {
        this.steps++;
        this.descend(gradients, rate, gradientScales);
        this.observe(moments);
        this.average();
        for (const tensor of this.held()) tf.keep(tensor);
        lossValue = value;
      }
      for (const { mean, variance } of moments) tf.dispose([mean, variance]);
    });
    const after = new Set(this.held());
    this.tf.dispose(before.filter((tensor) => !after.has(tensor)));
    return lossValue;
  }

  /** A copy of the kept weights outside the engine. */
  downloadKept(): WeightTensor[] {
    return this.named(this.keptWeights);
  }

  /** Copies of all that another optimiser needs to go on from here. */
  download(): OptimizerState {
    const trained = (field: 'first' | 'second') =>
      this.states.flatMap((state, at) => (state ? [download(this.specs[at]?.name ?? '', state[field])] : []));
    return {
      weights: this.named(this.weights),
      firstMoments: trained('first'),
      secondMoments: trained('second'),
      average: this.averages && this.named(this.averages),
      step: this.steps,
    };
  }

  dispose(): void {
    this.tf.dispose(this.held());
  }

  /** What the gradients of each member are multiplied by; members have as many weights as one another. */
  private gradientScales(gradients: readonly Tensor[]): number[] {
    const each = gradients.length / this.recipe.members;
    return Array.from({ length: this.recipe.members }, (_, member) =>
      this.gradientScale(gradients.slice(member * each, (member + 1) * each)),
    );
  }

  /** What the gradients are multiplied by, so that their common norm is at most the recipe's. NaN when it is none. */
  private gradientScale(gradients: readonly Tensor[]): number {
    const { tf, recipe } = this;
    if (recipe.clipNorm === null) return 1;
    const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
    const norm = Math.sqrt(tf.addN(squares).dataSync()[0] ?? Number.NaN);
    return norm > recipe.clipNorm ? recipe.clipNorm / norm : norm * 0 + 1;
  }

  private descend(
    gradients: readonly Tensor[],
    { rate, beta1 }: StepRate,
    gradientScales: readonly number[],
  ): void {
    const { beta2, epsilon, optimizer, weightDecay, members } = this.recipe;
    const left = gradients.map((gradient, at) => {
      const member = Math.floor((at * members) / gradients.length);
      return { gradient, gradientScale: gradientScales[member] ?? 1 };
    });
    this.states = this.states.map((state, at) => {
      if (!state) return null;
      const [{ gradient, gradientScale } = {}, spec] = [left.shift(), this.specs[at]];
      if (!gradient || !gradientScale || !spec)
        throw new RangeError(`There is no gradient for ${spec?.name ?? at}`);
      return this.ops.adamStep(state, gradient, {
        rate,
        beta1,
        beta2,
        epsilon,
        decay: optimizer === 'adamw' && spec.shape.length > 1 ? weightDecay : 0,
        gradientScale,
        firstCorrection: 1 - beta1 ** this.steps,
        secondCorrection: 1 - beta2 ** this.steps,
      });
    });
  }

  private observe(moments: readonly ObservedMoments[]): void {
    const seen = new Map(
      moments.flatMap(({ layer, mean, variance }) => [
        [`${layer}/moving_mean`, mean],
        [`${layer}/moving_variance`, variance],
      ]),
    );
    this.observed = this.observed.map((own, at) => {
      const latest = seen.get(this.specs[at]?.name ?? '');
      return own && latest ? this.moved(own, latest, 1 - MOMENTUM) : own;
    });
  }

  /** Early steps count more than the recipe's decay says, so that the first weights are soon forgotten. */
  private average(): void {
    const { weightAveraging } = this.recipe;
    if (weightAveraging === null || this.averages === null) return;
    const decay = Math.min(weightAveraging, (1 + this.steps) / (10 + this.steps));
    const { weights } = this;
    this.averages = this.averages.map((own, at) => this.moved(own, elementAt(weights, at), decay));
  }

  private moved(from: Tensor, to: Tensor, decay: number): Tensor {
    const { tf } = this;
    return tf.add(tf.mul(from, decay), tf.mul(to, 1 - decay));
  }

  private named(tensors: readonly Tensor[]): WeightTensor[] {
    return tensors.map((tensor, at) => download(this.specs[at]?.name ?? '', tensor));
  }

  private held(): Tensor[] {
    const ofAdam = this.states.flatMap((state) => (state ? [state.weights, state.first, state.second] : []));
    const observed = this.observed.filter((tensor) => tensor !== null);
    return [...ofAdam, ...observed, ...(this.averages ?? [])];
  }
}
