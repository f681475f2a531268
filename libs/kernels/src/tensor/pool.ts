import { checkExtents, type Floats, type TensorInstance } from './instance.js';

/** Images `[batch, height, width, channels]` and adjacent windows of `rows` by `columns`. */
export interface PoolSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly rows: number;
  readonly columns: number;
}

/** Computes the largest values of windows; incomplete windows are left out. */
export function maxPool(kernels: TensorInstance, sizes: PoolSizes, x: Floats, y: Floats): void {
  const { batch, height, width, channels, rows, columns, input, output } = checked(sizes);
  const from = kernels.place(x, input, 'x');
  const to = kernels.place(y, output, 'y');
  kernels.exports.maxPool(batch, height, width, channels, rows, columns, from, to);
}

/** Computes the gradient of `maxPool`, which flows to every value that equals its window's largest. */
export function maxPoolGradient(
  kernels: TensorInstance,
  sizes: PoolSizes,
  { x, y, gradient }: { readonly x: Floats; readonly y: Floats; readonly gradient: Floats },
  inputGradient: Floats,
): void {
  const { batch, height, width, channels, rows, columns, input, output } = checked(sizes);
  kernels.exports.maxPoolGradient(
    batch,
    height,
    width,
    channels,
    rows,
    columns,
    kernels.place(x, input, 'x'),
    kernels.place(y, output, 'y'),
    kernels.place(gradient, output, 'gradient'),
    kernels.place(inputGradient, input, "the input's gradient"),
  );
}

function checked(sizes: PoolSizes) {
  const { batch, height, width, channels, rows, columns } = sizes;
  const [outHeight, outWidth] = [Math.floor(height / rows), Math.floor(width / columns)];
  checkExtents({ batch, height, width, channels, rows, columns, outHeight, outWidth });
  return {
    ...sizes,
    input: batch * height * width * channels,
    output: batch * outHeight * outWidth * channels,
  };
}
