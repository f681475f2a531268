/** A tensor in row-major order. */
export type Tensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly dtype: 'I32'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly dtype: 'I64'; readonly shape: readonly number[]; readonly values: BigInt64Array };

export type TensorType = Tensor['dtype'];

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}
