// Computes 2-D convolutions of images `[batch][height][width][channels]` with filters
// `[rows][columns][inputs][outputs]`, without patches. In an image padded with zeros, the pixels under one row of the
// filter are contiguous. Each row of outputs is therefore a product with k = filter rows x (filter columns x inputs).
// winograd.ts handles 3 x 3 filters with a stride of 1.
import {
  dilation,
  exchange,
  filterColumns,
  filterRows,
  groups,
  groupSize,
  groupStep,
  height,
  inputs,
  left,
  outHeight,
  outputs,
  outWidth,
  paddedHeight,
  paddedWidth,
  stride,
  top,
  width,
} from './convolution-shape';
import { pack, packTransposed, panelBytes, panelsOf, WIDTH, widthOf } from './pack';
import { strip, TILE_BYTES } from './product';
import {
  winogradFilterGradient,
  suitsWinograd,
  winogradConvolve,
  winogradGradientScratch,
  winogradScratch,
} from './winograd';

/** The number of pixels that a filter gradient sums before it writes a tile. */
const PIXEL_BLOCK: i32 = 512;

export function convolutionScratch(): usize {
  if (suitsWinograd()) return winogradScratch();
  const padded: usize = 4 * <usize>paddedHeight * <usize>paddedWidth * <usize>inputs;
  return TILE_BYTES + padded + panelBytes(filterRows * filterColumns * inputs, outputs);
}

/** Computes `output[b][y][x][o] = sum input[b][y stride + i - top][x stride + j - left][c] filter[i][j][c][o]`. */
export function convolve(batch: i32, input: usize, filter: usize, output: usize, scratch: usize): void {
  if (suitsWinograd()) return winogradConvolve(batch, input, filter, false, output, scratch);
  const k = filterRows * filterColumns * inputs;
  const panels = scratch + TILE_BYTES;
  const padded = panels + panelBytes(k, outputs);
  pack(filter, 4 * <usize>outputs, k, outputs, panels);
  clearPadded(padded);
  for (let image: i32 = 0; image < batch; image++) {
    fillPadded(input, padded, 1);
    convolvePadded(padded, panels, output, scratch);
    input += 4 * <usize>height * <usize>width * <usize>inputs;
    output += 4 * <usize>outHeight * <usize>outWidth * <usize>outputs;
  }
}

/** Computes all rows of outputs of one padded image. */
function convolvePadded(padded: usize, panels: usize, output: usize, tile: usize): void {
  const rowBytes: usize = 4 * <usize>paddedWidth * <usize>inputs;
  const step: usize = 4 * <usize>stride * <usize>inputs;
  const outStep: usize = 4 * <usize>outputs;
  const panelStep: usize = 32 * <usize>(groups * groupSize);
  for (let y: i32 = 0; y < outHeight; y++) {
    const from = padded + <usize>(y * stride) * rowBytes;
    let panel = panels;
    for (let column: i32 = 0; column < outputs;) {
      const count = widthOf(outputs - column);
      const to = output + 4 * <usize>column;
      strip(
        from,
        step,
        4,
        groups,
        groupStep,
        groupSize,
        panel,
        panelStep,
        outWidth,
        count,
        0,
        0,
        to,
        outStep,
        tile,
      );
      column += count;
      panel += panelsOf(count) * panelStep;
    }
    output += <usize>outWidth * outStep;
  }
}

export function filterGradientScratch(): usize {
  if (suitsWinograd()) return winogradGradientScratch();
  const padded: usize = 4 * <usize>paddedHeight * <usize>paddedWidth * <usize>inputs;
  return TILE_BYTES + padded + panelBytes(outHeight * outWidth, outputs);
}

/**
 * Computes `filterGradient[i][j][c][o]`, the sum over b, y, x of `input[b][y stride + i - top][x stride + j - left][c]`
 * times `outputGradient[b][y][x][o]`.
 */
export function filterGradient(
  batch: i32,
  input: usize,
  outputGradient: usize,
  gradient: usize,
  scratch: usize,
): void {
  if (suitsWinograd()) return winogradFilterGradient(batch, input, outputGradient, gradient, scratch);
  const pixels = outHeight * outWidth;
  const panels = scratch + TILE_BYTES;
  const padded = panels + panelBytes(pixels, outputs);
  memory.fill(gradient, 0, 4 * <usize>(filterRows * filterColumns * inputs) * <usize>outputs);
  clearPadded(padded);
  for (let image: i32 = 0; image < batch; image++) {
    fillPadded(input, padded, 1);
    pack(outputGradient, 4 * <usize>outputs, pixels, outputs, panels);
    addFilterGradient(padded, panels, gradient, scratch);
    input += 4 * <usize>height * <usize>width * <usize>inputs;
    outputGradient += 4 * <usize>pixels * <usize>outputs;
  }
}

/** Adds the contribution of one image, a few rows of outputs at a time. */
function addFilterGradient(padded: usize, panels: usize, gradient: usize, tile: usize): void {
  const rowBytes: usize = 4 * <usize>paddedWidth * <usize>inputs;
  const step: usize = 4 * <usize>stride * <usize>inputs;
  const rowStep = <usize>stride * rowBytes;
  const toStep: usize = 4 * <usize>outputs;
  const panelStep: usize = 32 * <usize>(outHeight * outWidth);
  const block = max(1, PIXEL_BLOCK / outWidth);
  for (let y: i32 = 0; y < outHeight; y += block) {
    const count = min(block, outHeight - y);
    let panel = panels + 32 * <usize>(y * outWidth);
    for (let column: i32 = 0; column < outputs;) {
      const width = widthOf(outputs - column);
      let from = padded + <usize>(y * stride) * rowBytes;
      let to = gradient + 4 * <usize>column;
      for (let group: i32 = 0; group < groups; group++) {
        strip(
          from,
          4,
          step,
          count,
          rowStep,
          outWidth,
          panel,
          panelStep,
          groupSize,
          width,
          to,
          toStep,
          to,
          toStep,
          tile,
        );
        from += groupStep;
        to += <usize>groupSize * toStep;
      }
      column += width;
      panel += panelsOf(width) * panelStep;
    }
  }
}

export function inputGradientScratch(): usize {
  if (suitsWinograd()) return winogradScratch();
  const rows: usize = height + filterRows - 1;
  const columns: usize = width + (filterColumns - 1) * dilation;
  return (
    TILE_BYTES +
    4 * rows * columns * <usize>outputs +
    panelBytes(filterRows * filterColumns * outputs, inputs)
  );
}

/**
 * Computes the gradient of the images. It convolves the output gradients, spread `stride` apart, with the filter
 * rotated by 180 degrees and its inputs and outputs exchanged.
 */
export function inputGradient(
  batch: i32,
  outputGradient: usize,
  filter: usize,
  gradient: usize,
  scratch: usize,
): void {
  if (suitsWinograd()) {
    exchange();
    return winogradConvolve(batch, outputGradient, filter, true, gradient, scratch);
  }
  const k = filterRows * filterColumns * outputs;
  const panels = scratch + TILE_BYTES;
  const padded = panels + panelBytes(k, inputs);
  packTurned(filter, panels);
  const images = exchange();
  clearPadded(padded);
  for (let image: i32 = 0; image < batch; image++) {
    fillPadded(outputGradient, padded, images);
    convolvePadded(padded, panels, gradient, scratch);
    outputGradient += 4 * <usize>height * <usize>width * <usize>inputs;
    gradient += 4 * <usize>outHeight * <usize>outWidth * <usize>outputs;
  }
}

/** Packs the rotated filter into panels: row `[filterRows - 1 - i][filterColumns - 1 - j][o]`, column `c`. */
function packTurned(filter: usize, panels: usize): void {
  const taps = filterRows * filterColumns;
  const panelStep: usize = 32 * <usize>(taps * outputs);
  const tapBytes: usize = 4 * <usize>inputs * <usize>outputs;
  for (let column: i32 = 0; column < inputs; column += WIDTH, panels += panelStep) {
    let to = panels;
    for (let tap = taps - 1; tap >= 0; tap--, to += 32 * <usize>outputs) {
      const from = filter + <usize>tap * tapBytes + 4 * <usize>column * <usize>outputs;
      packTransposed(from, 4 * <usize>outputs, outputs, min(WIDTH, inputs - column), to);
    }
  }
}

function clearPadded(padded: usize): void {
  memory.fill(padded, 0, 4 * <usize>paddedHeight * <usize>paddedWidth * <usize>inputs);
}

/** Copies an image into the middle of a padded one. Pixels that no output reads are omitted. */
function fillPadded(image: usize, padded: usize, spread: i32): void {
  const pixel: usize = 4 * <usize>inputs;
  const rows = visible(height, top, paddedHeight, spread);
  const columns = visible(width, left, paddedWidth, spread);
  // A negative border cuts off the start of the image.
  const firstRow = hidden(top, spread);
  const firstColumn = hidden(left, spread);
  for (let row = firstRow; row < rows; row++) {
    const from = image + <usize>(row * width + firstColumn) * pixel;
    let to = padded + <usize>((top + row * spread) * paddedWidth + left + firstColumn * spread) * pixel;
    if (spread == 1) {
      if (columns > firstColumn) memory.copy(to, from, <usize>(columns - firstColumn) * pixel);
      continue;
    }
    for (let column = firstColumn; column < columns; column++, to += <usize>spread * pixel) {
      memory.copy(to, from + <usize>(column - firstColumn) * pixel, pixel);
    }
  }
}

/** Counts the pixels before `end`, if `extent` pixels are spread after a border. */
function visible(extent: i32, border: i32, end: i32, spread: i32): i32 {
  return min(extent, (end - border + spread - 1) / spread);
}

/** Counts the pixels before position 0. */
function hidden(border: i32, spread: i32): i32 {
  return border < 0 ? (spread - 1 - border) / spread : 0;
}
