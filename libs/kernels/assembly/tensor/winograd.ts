// Computes convolutions of 3 x 3 filters with a stride of 1 by Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin and
// Gray, 2016). A tile of 2 x 2 outputs takes 16 products for each pair of channels instead of 36. The 4 x 4 input of a
// tile and the filter are transformed and multiplied place by place. For all tiles and channels together, this makes 16
// matrix products, whose results are transformed back. winograd-transforms.ts contains the transforms. A block of tiles
// fits in the second-level cache.
import {
  dilation,
  filterColumns,
  filterRows,
  height,
  inputs,
  left,
  outHeight,
  outputs,
  outWidth,
  stride,
  top,
  width,
} from './convolution-shape';
import { panelBytes } from './pack';
import { multiplyPacked, TILE_BYTES } from './product';
import {
  filterPanels,
  gradientOfFilter,
  outputRow,
  PLACES,
  tileGradientRow,
  transformColumns,
  transformRows,
} from './winograd-transforms';

/** The size of the input and output of one block of tiles. */
const BLOCK_BYTES: i32 = 640 * 1024;
/** The gap between the matrices of two places. It keeps the same tile of all places out of a single cache set. */
const GAP: usize = 64;

/** Returns true if Winograd's method suits the shape. In narrow layers the transforms cost more than they save. */
export function suitsWinograd(): bool {
  const isThree = filterRows == 3 && filterColumns == 3 && stride == 1 && dilation == 1;
  const isSame = outHeight == height && outWidth == width && top == 1 && left == 1;
  return isThree && isSame && inputs >= 8 && outputs >= 8 && ((inputs | outputs) & 3) == 0;
}

/** Returns the number of tiles in a row. */
function tilesInRow(): i32 {
  return (width + 1) / 2;
}

/** Returns the number of rows of tiles that are computed together, over all images. */
function rowsAtOnce(): i32 {
  return max(1, BLOCK_BYTES / (4 * PLACES * (inputs + outputs)) / tilesInRow());
}

/** Returns the size of one place's matrix, with a row for each tile of a block. */
function matrixBytes(channels: i32): usize {
  return 4 * <usize>(rowsAtOnce() * tilesInRow() * channels) + GAP;
}

/** Returns the size of four rows of pixels with their borders, and one row of zeros. */
function rowBytes(): usize {
  return 5 * 4 * <usize>((2 * tilesInRow() + 2) * inputs);
}

export function winogradScratch(): usize {
  // Inputs and outputs may be exchanged later, so the larger row and the larger panels are allocated.
  const panels = max(panelBytes(inputs, outputs), panelBytes(outputs, inputs));
  const row = 5 * 4 * <usize>((2 * tilesInRow() + 2) * max(inputs, outputs));
  return TILE_BYTES + row + PLACES * (panels + matrixBytes(inputs) + matrixBytes(outputs));
}

/**
 * Computes `convolve` for the current shape. With `isTurned` the filter is `[3][3][outputs][inputs]`, rotated by 180
 * degrees.
 */
export function winogradConvolve(
  batch: i32,
  input: usize,
  filter: usize,
  isTurned: bool,
  output: usize,
  scratch: usize,
): void {
  const rows = scratch + TILE_BYTES;
  const panels = rows + rowBytes();
  const panelStep = panelBytes(inputs, outputs);
  const seen = panels + PLACES * panelStep;
  const seenStep = matrixBytes(inputs);
  const made = seen + PLACES * seenStep;
  const madeStep = matrixBytes(outputs);
  const inStep: usize = 4 * <usize>inputs;
  const outStep: usize = 4 * <usize>outputs;
  const inRow = inStep * <usize>tilesInRow();
  const outRow = outStep * <usize>tilesInRow();
  filterPanels(filter, inputs, outputs, isTurned, panels, panelStep);
  memory.fill(rows, 0, rowBytes());
  const tileRows = (height + 1) / 2;
  const atOnce = rowsAtOnce();
  for (let first: i32 = 0; first < batch * tileRows; first += atOnce) {
    const count = min(atOnce, batch * tileRows - first);
    for (let row: i32 = 0; row < count; row++) {
      see(input, first + row, rows, seen + <usize>row * inRow, seenStep);
    }
    for (let place: usize = 0; place < PLACES; place++) {
      multiplyPacked(
        false,
        seen + place * seenStep,
        inStep,
        panels + place * panelStep,
        count * tilesInRow(),
        outputs,
        inputs,
        0,
        false,
        made + place * madeStep,
        outStep,
        scratch,
      );
    }
    for (let row: i32 = 0; row < count; row++) {
      const at = first + row;
      const y = 2 * (at % tileRows);
      const to = output + <usize>((at / tileRows) * height + y) * <usize>width * outStep;
      outputRow(made + <usize>row * outRow, madeStep, width, outputs, y + 1 < height, to);
    }
  }
}

/** Transforms the input of one row of tiles. `tileRow` counts the rows of all images. */
function see(input: usize, tileRow: i32, rows: usize, to: usize, toStep: usize): void {
  const tileRows = (height + 1) / 2;
  const image = input + 4 * <usize>(tileRow / tileRows) * <usize>(height * width * inputs);
  transformColumns(image, 2 * (tileRow % tileRows) - 1, height, width, inputs, rows);
  transformRows(rows, tilesInRow(), inputs, to, toStep);
}

export function winogradGradientScratch(): usize {
  const sums: usize = 4 * <usize>(inputs * outputs);
  const gradients = panelBytes(rowsAtOnce() * tilesInRow(), outputs) + GAP;
  return TILE_BYTES + rowBytes() + PLACES * (sums + matrixBytes(inputs) + gradients);
}

/** Computes `filterGradient` for the current shape. */
export function winogradFilterGradient(
  batch: i32,
  input: usize,
  outputGradient: usize,
  gradient: usize,
  scratch: usize,
): void {
  const rows = scratch + TILE_BYTES;
  const sums = rows + rowBytes();
  const sumStep: usize = 4 * <usize>(inputs * outputs);
  const seen = sums + PLACES * sumStep;
  const seenStep = matrixBytes(inputs);
  const panels = seen + PLACES * seenStep;
  const inRow: usize = 4 * <usize>(inputs * tilesInRow());
  memory.fill(rows, 0, rowBytes());
  const tileRows = (height + 1) / 2;
  const atOnce = rowsAtOnce();
  for (let first: i32 = 0; first < batch * tileRows; first += atOnce) {
    const count = min(atOnce, batch * tileRows - first);
    const tiles = count * tilesInRow();
    const panelStep = panelBytes(tiles, outputs) + GAP;
    for (let row: i32 = 0; row < count; row++) {
      const at = first + row;
      see(input, at, rows, seen + <usize>row * inRow, seenStep);
      const y = 2 * (at % tileRows);
      const from = outputGradient + 4 * <usize>(((at / tileRows) * height + y) * width * outputs);
      const to = panels + 32 * <usize>(row * tilesInRow());
      tileGradientRow(from, width, outputs, y + 1 < height, to, 32 * <usize>tiles, panelStep);
    }
    for (let place: usize = 0; place < PLACES; place++) {
      multiplyPacked(
        true,
        seen + place * seenStep,
        4 * <usize>inputs,
        panels + place * panelStep,
        inputs,
        outputs,
        tiles,
        0,
        first > 0,
        sums + place * sumStep,
        4 * <usize>outputs,
        scratch,
      );
    }
  }
  gradientOfFilter(sums, sumStep, gradient);
}
