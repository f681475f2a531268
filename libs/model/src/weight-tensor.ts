/** A named float32 tensor outside any engine, in row-major order. */
export interface WeightTensor {
  /** `<layer>/<kernel | recurrent_kernel | bias>`, as in Keras. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Returns the number of values in a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
