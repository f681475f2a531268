import { checkExtents, type Floats, type TensorInstance } from './instance.js';

/** `[rows, channels]`: any tensor whose last axis is the channels. */
export interface ChannelSizes {
  readonly rows: number;
  readonly channels: number;
}

/** Mean and population variance of each channel. */
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

/** Sums over rows. */
export function columnSums(kernels: TensorInstance, sizes: ChannelSizes, x: Floats, to: Floats): void {
  const { rows, channels } = checked(sizes);
  const sums = kernels.scratch(sumBytes(channels));
  const from = kernels.place(x, rows * channels, 'x');
  kernels.exports.columnSums(from, rows, channels, kernels.place(to, channels, 'sums'), sums);
}

/** `y = x factor + shift` for each channel, negative results 0 with `relu`. */
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

/** What flows back into a normalised layer: `y` is its output where a ReLU follows, else null. */
export interface ChannelGradient {
  readonly x: Floats;
  readonly y: Floats | null;
  readonly gradient: Floats;
}

/** For each channel the sums of dy and of `dy (x - mean) inverse`: the gradients by offset and scale. */
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

/** `dx = dy a + x b + c` for each channel. */
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

/** Of float64 sums, as in the assembly. */
function sumBytes(channels: number): number {
  return 8 * channels + 32;
}

function checked({ rows, channels }: ChannelSizes): ChannelSizes {
  checkExtents({ rows, channels });
  return { rows, channels };
}
