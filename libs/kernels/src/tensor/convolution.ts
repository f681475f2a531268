import { checkExtents, type Floats, type TensorInstance } from './instance.js';

/** Images `[batch, height, width, inputs]` and a filter `[filterHeight, filterWidth, inputs, outputs]`. */
export interface ConvolutionSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outputs: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly stride: number;
  /** Number of zeros before the first row and column; the end has as many as the outputs need. */
  readonly top: number;
  readonly left: number;
  /** Distance between columns of the filter; more than 1 requires a filter of one row. */
  readonly dilation: number;
}

/** Computes `output[b, y, x, o] = sum of input[b, y stride + i - top, x stride + j dilation - left, c] filter[i, j, c, o]` */
export function convolve(
  kernels: TensorInstance,
  sizes: ConvolutionSizes,
  input: Floats,
  filter: Floats,
  output: Floats, // [batch, outHeight, outWidth, outputs]
): void {
  const place = setShape(kernels, sizes);
  const scratch = kernels.scratch(kernels.exports.convolutionScratch());
  const places = [place.input(input), place.filter(filter), place.output(output)];
  kernels.exports.convolve(sizes.batch, ...places, scratch);
}

/** Computes the gradient of `convolve` with respect to its input. */
export function convolveInputGradient(
  kernels: TensorInstance,
  sizes: ConvolutionSizes,
  outputGradient: Floats,
  filter: Floats,
  inputGradient: Floats,
): void {
  const place = setShape(kernels, sizes);
  const scratch = kernels.scratch(kernels.exports.inputGradientScratch());
  const places = [place.output(outputGradient), place.filter(filter), place.input(inputGradient)];
  kernels.exports.inputGradient(sizes.batch, ...places, scratch);
}

/** Computes the gradient of `convolve` with respect to its filter. */
export function convolveFilterGradient(
  kernels: TensorInstance,
  sizes: ConvolutionSizes,
  input: Floats,
  outputGradient: Floats,
  filterGradient: Floats,
): void {
  const place = setShape(kernels, sizes);
  const scratch = kernels.scratch(kernels.exports.filterGradientScratch());
  const places = [place.input(input), place.output(outputGradient), place.filter(filterGradient)];
  kernels.exports.filterGradient(sizes.batch, ...places, scratch);
}

function setShape(kernels: TensorInstance, sizes: ConvolutionSizes) {
  const { batch, height, width, inputs, outHeight, outWidth, outputs } = sizes;
  const { filterHeight, filterWidth, stride, top, left, dilation } = sizes;
  checkExtents({ batch, height, width, inputs, outHeight, outWidth, outputs });
  checkExtents({ filterHeight, filterWidth, stride, dilation, top: top + 1, left: left + 1 });
  if (top >= filterHeight || left > (filterWidth - 1) * dilation) {
    throw new RangeError(`A border of ${top} and ${left} hides the whole filter.`);
  }
  if (dilation > 1 && filterHeight > 1) throw new RangeError('Only filters of one row can be dilated.');
  kernels.exports.convolutionShape(
    height,
    width,
    inputs,
    outHeight,
    outWidth,
    outputs,
    filterHeight,
    filterWidth,
    stride,
    top,
    left,
    dilation,
  );
  const placer = (length: number, name: string) => (tensor: Floats) => kernels.place(tensor, length, name);
  return {
    input: placer(batch * height * width * inputs, 'input'),
    filter: placer(filterHeight * filterWidth * inputs * outputs, 'filter'),
    output: placer(batch * outHeight * outWidth * outputs, 'output'),
  };
}
