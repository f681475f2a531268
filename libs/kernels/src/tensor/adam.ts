import { checkExtents, type Floats, type TensorInstance } from './instance.js';

export interface AdamNumbers {
  /** Learning rate, including the correction of both moments. */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share that weights lose apart from the gradient: learning rate times weight decay; 0 for plain Adam. */
  readonly decay: number;
  /** Factor by which the gradient is multiplied first. */
  readonly gradientScale: number;
}

/** Weights and the moments of their gradients, all of one length. */
export interface AdamTensors {
  readonly weights: Floats;
  readonly first: Floats;
  readonly second: Floats;
}

/** Performs one step of Adam or AdamW; `after` may be `before`. */
export function adam(
  kernels: TensorInstance,
  before: AdamTensors,
  gradient: Floats,
  { rate, beta1, beta2, epsilon, decay, gradientScale }: AdamNumbers,
  after: AdamTensors,
): void {
  const { length } = before.weights;
  checkExtents({ length });
  kernels.exports.adam(
    length,
    kernels.place(before.weights, length, 'weights'),
    kernels.place(gradient, length, 'gradient'),
    kernels.place(before.first, length, 'first moments'),
    kernels.place(before.second, length, 'second moments'),
    rate,
    beta1,
    beta2,
    epsilon,
    decay,
    gradientScale,
    kernels.place(after.weights, length, 'new weights'),
    kernels.place(after.first, length, 'new first moments'),
    kernels.place(after.second, length, 'new second moments'),
  );
}
