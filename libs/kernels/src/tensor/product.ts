import { checkExtents, type Floats, type TensorInstance } from './instance.js';

export interface ProductSizes {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

export interface ProductOptions {
  /** `a` is stored `[inner, rows]`. */
  readonly transposeA?: boolean;
  /** `b` is stored `[columns, inner]`. */
  readonly transposeB?: boolean;
  readonly bias?: Floats | null; // [columns]
  /** Adds the product to `c`, without a bias. */
  readonly accumulate?: boolean;
}

/** Computes `c = a b` for row-major float32 matrices, each operand plain or transposed. */
export function multiply(
  kernels: TensorInstance,
  { rows, columns, inner }: ProductSizes,
  a: Floats, // [rows, inner]
  b: Floats, // [inner, columns]
  c: Floats, // [rows, columns]
  { transposeA = false, transposeB = false, bias = null, accumulate = false }: ProductOptions = {},
): void {
  checkExtents({ rows, columns, inner });
  const scratch = kernels.scratch(kernels.exports.multiplyScratch(columns, inner));
  kernels.exports.multiply(
    Number(transposeA),
    Number(transposeB),
    kernels.place(a, rows * inner, 'a'),
    kernels.place(b, inner * columns, 'b'),
    rows,
    columns,
    inner,
    kernels.place(bias, columns, 'bias'),
    Number(accumulate),
    kernels.place(c, rows * columns, 'c'),
    scratch,
  );
}
