// C = A B, A as it is or transposed, from a packed B. Blocks of k keep a strip of A and a panel of B in the first-level
// cache; blocks of rows keep A in the second. The scratch of every function begins with room for one tile: TILE_BYTES.
import { WIDTH, pack, packTransposed } from './pack';
import { tile1, tile4 } from './tile';

export const TILE_BYTES: usize = 192;

/** Steps of k between two writes of a tile. */
const K_BLOCK: i32 = 256;
/** Rows of A that pass under all panels before the next ones do; a transposed A is read block by block of k as it is. */
const ROW_BLOCK: i32 = 64;

/**
 * A strip of C: `rows` by the `columns` (at most 8) of one panel. Where the panel is narrower than a tile, the tile
 * stands in scratch and its columns are copied. The other arguments are those of the tiles.
 *
 * @param from where it is not C itself, a bias of `columns` values, with a `fromStep` of 0
 */
export function strip(
  a: usize,
  rowStep: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  panel: usize,
  rows: i32,
  columns: i32,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  const isWhole = columns == WIDTH;
  for (let left = rows; left > 0;) {
    const count = left >= 4 ? 4 : 1;
    if (isWhole) {
      if (count == 4) tile4(a, rowStep, kStep, outer, outerStep, inner, panel, from, fromStep, c, cStep);
      else tile1(a, kStep, outer, outerStep, inner, panel, from, c);
    } else {
      for (let row: i32 = 0; row < count; row++) {
        widen(from ? from + <usize>row * fromStep : 0, columns, tile + 32 * <usize>row);
      }
      if (count == 4) tile4(a, rowStep, kStep, outer, outerStep, inner, panel, tile, 32, tile, 32);
      else tile1(a, kStep, outer, outerStep, inner, panel, tile, tile);
      for (let row: i32 = 0; row < count; row++) {
        narrow(tile + 32 * <usize>row, columns, c + <usize>row * cStep);
      }
    }
    left -= count;
    a += <usize>count * rowStep;
    c += <usize>count * cStep;
    if (from) from += <usize>count * fromStep;
  }
}

/** Eight values, of which `columns` come from `from` and the others, or all where it is 0, are zeros. */
function widen(from: usize, columns: i32, to: usize): void {
  for (let column: i32 = 0; column < WIDTH; column++) {
    const at: usize = 4 * <usize>column;
    f32.store(to + at, from && column < columns ? f32.load(from + at) : 0);
  }
}

function narrow(from: usize, columns: i32, to: usize): void {
  for (let at: usize = 0; at < 4 * <usize>columns; at += 4) f32.store(to + at, f32.load(from + at));
}

/**
 * `C = A B + bias` or `C += A B` from panels of B.
 *
 * @param aStep bytes from one stored row of A to the next
 * @param bias 0 for none; not looked at when `accumulate`
 */
export function multiplyPacked(
  isTransposed: bool,
  a: usize,
  aStep: usize,
  panels: usize,
  rows: i32,
  columns: i32,
  k: i32,
  bias: usize,
  accumulate: bool,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  const panelStep: usize = 32 * <usize>k;
  const rowStep: usize = isTransposed ? 4 : aStep;
  const kStep: usize = isTransposed ? aStep : 4;
  const rowBlock = isTransposed ? rows : ROW_BLOCK;
  for (let row: i32 = 0; row < rows; row += rowBlock) {
    const count = min(rowBlock, rows - row);
    const aRow = a + <usize>row * rowStep;
    const cRow = c + <usize>row * cStep;
    for (let at: i32 = 0; at < k; at += K_BLOCK) {
      const goesOn = accumulate || at > 0;
      const steps = min(K_BLOCK, k - at);
      const aBlock = aRow + <usize>at * kStep;
      let panel = panels + 32 * <usize>at;
      for (let column: i32 = 0; column < columns; column += WIDTH, panel += panelStep) {
        const place: usize = 4 * <usize>column;
        const to = cRow + place;
        const from = goesOn ? to : bias ? bias + place : 0;
        const fromStep = goesOn ? cStep : 0;
        const width = min(WIDTH, columns - column);
        strip(aBlock, rowStep, kStep, 1, 0, steps, panel, count, width, from, fromStep, to, cStep, tile);
      }
    }
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
  const aStep: usize = 4 * <usize>(aIsTransposed ? rows : k);
  const cStep: usize = 4 * <usize>columns;
  multiplyPacked(aIsTransposed, a, aStep, panels, rows, columns, k, bias, accumulate, c, cStep, scratch);
}
