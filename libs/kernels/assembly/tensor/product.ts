// Computes C = A B from a packed B, with A optionally transposed. Blocks of k keep a strip of A and a panel of B in the
// first-level cache. Blocks of rows keep A in the second-level cache. The scratch of every function starts with room
// for one tile (TILE_BYTES).
import { ROWS } from './madd';
import { WIDTH, pack, packTransposed, panelBytes, panelsOf, widthOf } from './pack';
import { tile1, tile4 } from './tile';
import { tileOfTwo } from './tile-of-two';

/** The bytes from one row of a tile in scratch to the next. */
export const TILE_STEP: usize = 64;
/** The size of a tile of six rows, and a seventh that holds zeros. */
export const TILE_BYTES: usize = 7 * TILE_STEP;

/** The number of steps of k between two writes of a tile. */
const K_BLOCK: i32 = 256;
/**
 * The number of rows of A that are multiplied by all panels before the next rows of A. A transposed A is not blocked by
 * rows.
 */
const ROW_BLOCK: i32 = 64;

/** Returns the initial values of a tile over two panels: `from`, or a row of zeros if `from` is 0. */
export function beginning(from: usize, tile: usize): usize {
  if (from) return from;
  const zeros = tile + 6 * TILE_STEP;
  memory.fill(zeros, 0, TILE_STEP);
  return zeros;
}

/**
 * Computes a strip of C: `rows` by the `columns` of one panel (at most 8) or two (16). If the panel is narrower than a
 * tile, the tile is computed in scratch and its columns are copied. See the tiles for the other parameters.
 *
 * @param from the initial values: C itself, or a bias of `columns` values with a `fromStep` of 0
 */
export function strip(
  a: usize,
  rowStep: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  panel: usize,
  panelStep: usize,
  rows: i32,
  columns: i32,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  if (columns > WIDTH) {
    const next = panel + panelStep;
    return stripOfTwo(
      a,
      rowStep,
      kStep,
      outer,
      outerStep,
      inner,
      panel,
      next,
      rows,
      from,
      fromStep,
      c,
      cStep,
      tile,
    );
  }
  const isWhole = columns == WIDTH;
  for (let left = rows; left > 0;) {
    const count = left >= 4 ? 4 : 1;
    if (isWhole) {
      if (count == 4) tile4(a, rowStep, kStep, outer, outerStep, inner, panel, from, fromStep, c, cStep);
      else tile1(a, kStep, outer, outerStep, inner, panel, from, c);
    } else {
      for (let row: i32 = 0; row < count; row++) {
        widen(from ? from + <usize>row * fromStep : 0, columns, tile + TILE_STEP * <usize>row);
      }
      if (count == 4)
        tile4(a, rowStep, kStep, outer, outerStep, inner, panel, tile, TILE_STEP, tile, TILE_STEP);
      else tile1(a, kStep, outer, outerStep, inner, panel, tile, tile);
      for (let row: i32 = 0; row < count; row++) {
        narrow(tile + TILE_STEP * <usize>row, columns, c + <usize>row * cStep);
      }
    }
    left -= count;
    a += <usize>count * rowStep;
    c += <usize>count * cStep;
    if (from) from += <usize>count * fromStep;
  }
}

/** Computes a strip over two panels. The remaining rows are computed as two strips of one panel. */
function stripOfTwo(
  a: usize,
  rowStep: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  first: usize,
  second: usize,
  rows: i32,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  // Without initial values, every tile starts with the same row of zeros.
  const step = from ? fromStep : 0;
  let begin = beginning(from, tile);
  for (; rows >= ROWS; rows -= ROWS, a += ROWS * rowStep, begin += ROWS * step, c += ROWS * cStep) {
    tileOfTwo(a, rowStep, kStep, outer, outerStep, inner, first, second, begin, step, c, cStep);
  }
  const left = from ? begin : 0;
  const right = from ? begin + 4 * WIDTH : 0;
  const to = c + 4 * WIDTH;
  strip(a, rowStep, kStep, outer, outerStep, inner, first, 0, rows, WIDTH, left, step, c, cStep, tile);
  strip(a, rowStep, kStep, outer, outerStep, inner, second, 0, rows, WIDTH, right, step, to, cStep, tile);
}

/** Writes eight values: `columns` from `from`, and zeros for the rest. Writes only zeros if `from` is 0. */
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
 * Computes `C = A B + bias` or `C += A B` from panels of B.
 *
 * @param aStep bytes from one stored row of A to the next
 * @param bias 0 for none; ignored with `accumulate`
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
      for (let column: i32 = 0; column < columns;) {
        const width = widthOf(columns - column);
        const place: usize = 4 * <usize>column;
        const to = cRow + place;
        const from = goesOn ? to : bias ? bias + place : 0;
        const fromStep = goesOn ? cStep : 0;
        strip(
          aBlock,
          rowStep,
          kStep,
          1,
          0,
          steps,
          panel,
          panelStep,
          count,
          width,
          from,
          fromStep,
          to,
          cStep,
          tile,
        );
        column += width;
        panel += panelsOf(width) * panelStep;
      }
    }
  }
}

/** Returns the size of a tile and the panels of B. */
export function multiplyScratch(columns: i32, k: i32): usize {
  return TILE_BYTES + panelBytes(k, columns);
}

/** Multiplies row-major matrices, each optionally transposed. */
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
