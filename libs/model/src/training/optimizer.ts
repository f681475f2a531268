import type { Recipe } from '#libs/contracts';
import { elementAt } from '../element-at.js';
import { download, upload, type WeightTensor } from '../weight-tensor.js';
import type { WeightSpec } from '../networks/network.js';
import type { AdamState } from '../ops/adam.js';
import { opsOf } from '../ops/engine-ops.js';
import type { TensorOps } from '../ops/tensor-ops.js';
import type { Tensor, Tf } from '../tf.js';
import type { StepRate } from './learning-rate.js';
import type { LossAndGradients, ObservedMoments } from './loss.js';

/** The share of a batch's moments in the moving moments, PyTorch's `momentum`. */
const MOMENTUM = 0.1;

/** The state of an optimizer outside the engine, from which another optimizer resumes. */
export interface OptimizerState {
  /** The weights in the order of the specification. */
  readonly weights: readonly WeightTensor[];
  /** Adam's running means of the gradients and of their squares, for trained weights only. */
  readonly firstMoments: readonly WeightTensor[];
  readonly secondMoments: readonly WeightTensor[];
  /** The moving average of the weights. Null if the recipe has none. */
  readonly average: readonly WeightTensor[] | null;
  /** The number of completed steps. */
  readonly step: number;
}

/** Holds and updates weights on an engine, Adam's moments and the moving average. Keeps tensors until `dispose`. */
export class Optimizer {
  private readonly ops: TensorOps;
  /** The states of trained weights, null for other weights. */
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

  /** The weights that the next step learns on, in the order of the specification. */
  get weights(): readonly Tensor[] {
    return this.states.map((state, at) => {
      const tensor = state?.weights ?? this.observed[at];
      if (!tensor) throw new RangeError(`The optimizer has no weight ${at}`);
      return tensor;
    });
  }

  /** The weights that are validated and kept: the moving average if the recipe has one. */
  get keptWeights(): readonly Tensor[] {
    return this.averages ?? this.weights;
  }

  /**
   * Takes one step down the gradient of a batch.
   *
   * @param gradientsOf computes the batch, with the weights in the order of the specification
   * @returns the batch's mean loss before the step; NaN if the loss or the gradient is not finite, and then no weight
   * changes
   */
  learn(gradientsOf: (weights: readonly Tensor[]) => LossAndGradients, rate: StepRate): number {
    const before = this.heldTensors();
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
        for (const tensor of this.heldTensors()) tf.keep(tensor);
        lossValue = value;
      }
      for (const { mean, variance } of moments) tf.dispose([mean, variance]);
    });
    const after = new Set(this.heldTensors());
    this.tf.dispose(before.filter((tensor) => !after.has(tensor)));
    return lossValue;
  }

  /** Copies the kept weights out of the engine. */
  downloadKept(): WeightTensor[] {
    return this.copyOut(this.keptWeights);
  }

  /** Copies the state from which another optimizer can resume. */
  download(): OptimizerState {
    const trained = (field: 'first' | 'second') =>
      this.states.flatMap((state, at) => (state ? [download(this.specs[at]?.name ?? '', state[field])] : []));
    return {
      weights: this.copyOut(this.weights),
      firstMoments: trained('first'),
      secondMoments: trained('second'),
      average: this.averages && this.copyOut(this.averages),
      step: this.steps,
    };
  }

  dispose(): void {
    this.tf.dispose(this.heldTensors());
  }

  /** Returns the gradient factor of each member. All members have the same number of weights. */
  private gradientScales(gradients: readonly Tensor[]): number[] {
    const each = gradients.length / this.recipe.members;
    return Array.from({ length: this.recipe.members }, (_, member) =>
      this.gradientScale(gradients.slice(member * each, (member + 1) * each)),
    );
  }

  /** Returns the gradient factor that limits the common norm to the recipe's. NaN if the norm is not finite. */
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
        throw new RangeError(`The weight ${spec?.name ?? at} has no gradient`);
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

  /** Updates the moving average. The decay grows to the recipe's, so that the initial weights fade quickly. */
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

  private copyOut(tensors: readonly Tensor[]): WeightTensor[] {
    return tensors.map((tensor, at) => download(this.specs[at]?.name ?? '', tensor));
  }

  private heldTensors(): Tensor[] {
    const ofAdam = this.states.flatMap((state) => (state ? [state.weights, state.first, state.second] : []));
    const observed = this.observed.filter((tensor) => tensor !== null);
    return [...ofAdam, ...observed, ...(this.averages ?? [])];
  }
}
