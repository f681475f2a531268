// The shape of the current convolution, read by the functions that compute it.

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
// A group consists of filter values whose pixels are contiguous: a row of the filter, or one pixel of a dilated filter.
export let groups: i32 = 0;
export let groupSize: i32 = 0;
export let groupStep: usize = 0;

/**
 * Sets the sizes of a convolution. Call it before any other convolution function.
 *
 * @param top_ rows of zeros above the image; below it, as many rows of zeros as the outputs need
 * @param dilation_ distance between columns of the filter; a filter with a dilation above 1 has one row
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

/**
 * Changes the shape to the convolution that computes the input gradient. Returns the distance between spread pixels.
 */
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
