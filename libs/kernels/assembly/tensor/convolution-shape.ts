// The shape of the current convolution, for the functions that compute it.

export let height: i32 = 0;
export let width: i32 = 0;
export let inputs: i32 = 0;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let outputs: i32 = 0;
export let filterRows: i32 = 0;
export let filterColumns: i32 = 0;
export let stride: i32 = 1;
export let top: i32 = 0;
export let left: i32 = 0;
export let dilation: i32 = 1;
export let paddedHeight: i32 = 0;
export let paddedWidth: i32 = 0;
// Values of a filter whose pixels are contiguous make a group: a row of the filter, or one pixel where it is dilated.
export let groups: i32 = 0;
export let groupSize: i32 = 0;
export let groupStep: usize = 0;

/**
 * Sets the sizes of a convolution. Call it before each of the others.
 *
 * @param top_ rows of zeros above the image; below it as many as the outputs need
 * @param dilation_ from one column of the filter to the next; with more than 1 the filter has one row
 */
export function convolutionShape(
  height_: i32,
  width_: i32,
  inputs_: i32,
  outHeight_: i32,
  outWidth_: i32,
  outputs_: i32,
  filterRows_: i32,
  filterColumns_: i32,
  stride_: i32,
  top_: i32,
  left_: i32,
  dilation_: i32,
): void {
  height = height_;
  width = width_;
  inputs = inputs_;
  outHeight = outHeight_;
  outWidth = outWidth_;
  outputs = outputs_;
  filterRows = filterRows_;
  filterColumns = filterColumns_;
  stride = stride_;
  top = top_;
  left = left_;
  dilation = dilation_;
  derive();
}

function derive(): void {
  paddedHeight = (outHeight - 1) * stride + filterRows;
  paddedWidth = (outWidth - 1) * stride + (filterColumns - 1) * dilation + 1;
  const isDilated = dilation > 1;
  groups = isDilated ? filterColumns : filterRows;
  groupSize = isDilated ? inputs : filterColumns * inputs;
  groupStep = 4 * <usize>(isDilated ? dilation : paddedWidth) * <usize>inputs;
}

/** Makes the shape that of the convolution that gives the gradient by the input; returns how far pixels are spread. */
export function exchange(): i32 {
  const spread = stride;
  const rows = height;
  const columns = width;
  const channels = inputs;
  height = outHeight;
  width = outWidth;
  inputs = outputs;
  outHeight = rows;
  outWidth = columns;
  outputs = channels;
  top = filterRows - 1 - top;
  left = (filterColumns - 1) * dilation - left;
  stride = 1;
  derive();
  return spread;
}
