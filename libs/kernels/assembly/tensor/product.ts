// C = A B, or A transposed, from a packed B. Blocks of k keep a strip of A and a panel of B in the first-level cache;
// blocks of rows keep A in the second. The scratch of every function begins with room for one tile: TILE_BYTES.
import { WIDTH, pack, packTransposed } from './pack';
import { columnTile1, columnTile4, rowTile1, rowTile4 } from './tile';

export const TILE_BYTES: usize = 128;

/** Steps of k between two writes of a tile. */
const K_BLOCK: i32 = 256;
/** Rows of A that pass under all panels before the next ones do; a transposed A is read block by block of k as it is. */
const ROW_BLOCK: i32 = 64;

/**
 * A strip of C: `rows` by the `columns` (at most 8) of one panel. Where the panel is narrower than a tile, the tile
 * stands in scratch and its columns are copied.
 *
 * @param from as for the tiles; where it is not C itself, it is a bias of `columns` values
 */
export function strip(
  isTransposed: bool,
  a: usize,
  aStride: usize,
  outer: i32,
  outerStride: usize,
  inner: i32,
  panel: usize,
  rows: i32,
  columns: i32,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
  tile: usize,
): void {
  const rowStep: usize = isTransposed ? 4 : aStride;
  let left = rows;
  if (columns == WIDTH) {
    for (; left >= 4; left -= 4, a += 4 * rowStep, c += 4 * cStride) {
      if (isTransposed)
        columnTile4(a, aStride, outer, outerStride, inner, panel, from, fromStride, c, cStride);
      else rowTile4(a, aStride, outer, outerStride, inner, panel, from, fromStride, c, cStride);
      if (from) from += 4 * fromStride;
    }
    for (; left > 0; left--, a += rowStep, c += cStride) {
      if (isTransposed) columnTile1(a, aStride, outer, outerStride, inner, panel, from, c);
      else rowTile1(a, outer, outerStride, inner, panel, from, c);
      if (from) from += fromStride;
    }
    return;
  }
  while (left > 0) {
    const count = left >= 4 ? 4 : 1;
    for (let row: i32 = 0; row < count; row++) {
      copyColumns(from, columns, tile + 32 * <usize>row);
      if (from) from += fromStride;
    }
    if (count == 4) {
      if (isTransposed) columnTile4(a, aStride, outer, outerStride, inner, panel, tile, 32, tile, 32);
      else rowTile4(a, aStride, outer, outerStride, inner, panel, tile, 32, tile, 32);
    } else {
      if (isTransposed) columnTile1(a, aStride, outer, outerStride, inner, panel, tile, tile);
      else rowTile1(a, outer, outerStride, inner, panel, tile, tile);
    }
    for (let row: i32 = 0; row < count; row++, c += cStride) {
      for (let column: usize = 0; column < 4 * <usize>columns; column += 4) {
        f32.store(c + column, f32.load(tile + 32 * <usize>row + column));
      }
    }
    left -= count;
    a += <usize>count * rowStep;
  }
}

/** Eight values, of which `columns` come from `from` (zeros where it is 0). */
function copyColumns(from: usize, columns: i32, to: usize): void {
  for (let column: i32 = 0; column < WIDTH; column++) {
    const at: usize = 4 * <usize>column;
    f32.store(to + at, from && column < columns ? f32.load(from + at) : 0);
  }
}

/**
 * `C = A B + bias` or `C += A B` from panels of B.
 *
 * @param bias 0 for none; not looked at when `accumulate`
 */
export function multiplyPacked(
  isTransposed: bool,
  a: usize,
  aStride: usize,
  panels: usize,
  rows: i32,
  columns: i32,
  k: i32,
  bias: usize,
  accumulate: bool,
  c: usize,
  cStride: usize,
  tile: usize,
): void {
  const panelStep: usize = 32 * <usize>k;
  const rowStep: usize = isTransposed ? 4 : aStride;
  const kStep: usize = isTransposed ? aStride : 4;
  const rowBlock = isTransposed ? rows : ROW_BLOCK;
  for (let row: i32 = 0; row < rows; row += rowBlock) {
    const count = min(rowBlock, rows - row);
    const aRow = a + <usize>row * rowStep;
    const cRow = c + <usize>row * cStride;
    let at: i32 = 0;
    do {
      const steps = min(K_BLOCK, k - at);
      const goesOn = accumulate || at > 0;
      let panel = panels + 32 * <usize>at;
      for (let column: i32 = 0; column < columns; column += WIDTH, panel += panelStep) {
        const place: usize = 4 * <usize>column;
        const from = goesOn ? cRow + place : bias ? bias + place : 0;
        const aBlock = aRow + <usize>at * kStep;
        strip(
          isTransposed,
          aBlock,
          aStride,
          1,
          0,
          steps,
          panel,
          count,
          min(WIDTH, columns - column),
          from,
          goesOn ? cStride : 0,
          cRow + place,
          cStride,
          tile,
        );
      }
      at += K_BLOCK;
    } while (at < k);
  }
}

/**
 * A product of row-major matrices, each as it is or transposed.
 *
 * @param scratch TILE_BYTES and the panels of B
 */
export function multiply(
  aIsTransposed: bool,
  bIsTransposed: bool,
  a: usize,
  b: usize,
  rows: i32,
  columns: i32,
  k: i32,
  bias: usize,
  accumulate: bool,
  c: usize,
  scratch: usize,
): void {
  const panels = scratch + TILE_BYTES;
  if (bIsTransposed) packTransposed(b, 4 * <usize>k, k, columns, panels);
  else pack(b, 4 * <usize>columns, k, columns, panels);
  const aStride: usize = 4 * <usize>(aIsTransposed ? rows : k);
  multiplyPacked(
    aIsTransposed,
    a,
    aStride,
    panels,
    rows,
    columns,
    k,
    bias,
    accumulate,
    c,
    4 * <usize>columns,
    scratch,
  );
}
