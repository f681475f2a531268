/** A named float32 tensor outside any engine, row-major. */
export interface WeightTensor {
  /** `<layer>/<kernel | recurrent_kernel | bias>`, as Keras names them. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The number of values in a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
