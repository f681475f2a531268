import { checkExtents, type Floats, type TensorInstance } from './instance.js';

/** A tensor `[rows, channels]`: channels are the last axis. */
export interface ChannelSizes {
  readonly rows: number;
  readonly channels: number;
}

/** Computes mean and population variance of each channel. */
export function channelMoments(
  kernels: TensorInstance,
  sizes: ChannelSizes,
  x: Floats,
  mean: Floats,
  variance: Floats,
): void {
  const { rows, channels } = checked(sizes);
  const sums = kernels.scratch(sumBytes(channels));
  kernels.exports.channelMoments(
    kernels.place(x, rows * channels, 'x'),
    rows,
    channels,
    kernels.place(mean, channels, 'mean'),
    kernels.place(variance, channels, 'variance'),
    sums,
  );
}

/** Computes sums over rows. */
export function columnSums(kernels: TensorInstance, sizes: ChannelSizes, x: Floats, to: Floats): void {
  const { rows, channels } = checked(sizes);
  const sums = kernels.scratch(sumBytes(channels));
  const from = kernels.place(x, rows * channels, 'x');
  kernels.exports.columnSums(from, rows, channels, kernels.place(to, channels, 'sums'), sums);
}

/** Computes `y = x * factor + shift` for each channel; `relu` replaces negative results by 0. */
export function scaleChannels(
  kernels: TensorInstance,
  sizes: ChannelSizes,
  x: Floats,
  { factor, shift, relu }: { readonly factor: Floats; readonly shift: Floats; readonly relu: boolean },
  y: Floats,
): void {
  const { rows, channels } = checked(sizes);
  kernels.exports.scaleChannels(
    kernels.place(x, rows * channels, 'x'),
    rows,
    channels,
    kernels.place(factor, channels, 'factor'),
    kernels.place(shift, channels, 'shift'),
    Number(relu),
    kernels.place(y, rows * channels, 'y'),
  );
}

/** Inputs of the backward pass of batch norm. `y` is the output of the ReLU that follows, or null without a ReLU. */
export interface ChannelGradient {
  readonly x: Floats;
  readonly y: Floats | null;
  readonly gradient: Floats;
}

/**
 * Computes the gradients of offset and scale. For each channel, they are the sums over rows of `dy` and of
 * `dy * (x - mean) * inverse`.
 */
export function normSums(
  kernels: TensorInstance,
  sizes: ChannelSizes,
  { x, y, gradient }: ChannelGradient,
  { mean, inverse }: { readonly mean: Floats; readonly inverse: Floats },
  { byScale, byOffset }: { readonly byScale: Floats; readonly byOffset: Floats },
): void {
  const { rows, channels } = checked(sizes);
  const sums = kernels.scratch(2 * sumBytes(channels));
  kernels.exports.normSums(
    kernels.place(x, rows * channels, 'x'),
    kernels.place(y, rows * channels, 'y'),
    kernels.place(gradient, rows * channels, 'gradient'),
    rows,
    channels,
    kernels.place(mean, channels, 'mean'),
    kernels.place(inverse, channels, 'inverse'),
    kernels.place(byScale, channels, 'the gradient by scale'),
    kernels.place(byOffset, channels, 'the gradient by offset'),
    sums,
  );
}

/** Computes `dx = dy * a + x * b + c` for each channel. */
export function normGradient(
  kernels: TensorInstance,
  sizes: ChannelSizes,
  { x, y, gradient }: ChannelGradient,
  { a, b, c }: { readonly a: Floats; readonly b: Floats; readonly c: Floats },
  dx: Floats,
): void {
  const { rows, channels } = checked(sizes);
  kernels.exports.normGradient(
    kernels.place(x, rows * channels, 'x'),
    kernels.place(y, rows * channels, 'y'),
    kernels.place(gradient, rows * channels, 'gradient'),
    rows,
    channels,
    kernels.place(a, channels, 'a'),
    kernels.place(b, channels, 'b'),
    kernels.place(c, channels, 'c'),
    kernels.place(dx, rows * channels, 'dx'),
  );
}

/** Returns the bytes for the float64 sums of all channels. It must match `sumBytes` in assembly/tensor/norm.ts. */
function sumBytes(channels: number): number {
  return 8 * channels + 32;
}

function checked({ rows, channels }: ChannelSizes): ChannelSizes {
  checkExtents({ rows, channels });
  return { rows, channels };
}
