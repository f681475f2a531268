// Packs matrices into strips and multiplies them. A strip holds ROWS rows of a matrix A, contiguous along k. The last
// strip is padded with zeros: `[ceil(rows / ROWS)][k][ROWS]`. A tile then reads A through one pointer and in whole
// cache lines, for either layout of A. Packing pays off if A is multiplied by many panels.
import { ROWS } from './madd';
import { panelsOf, transposeFour, WIDTH, widthOf } from './pack';
import { beginning, TILE_STEP } from './product';
import { tileOfFour } from './tile-of-four';
import { tileOfSix } from './tile-of-six';
import { tileOfTwo } from './tile-of-two';

/** The bytes of one step of k in a strip. */
const STEP: usize = 4 * ROWS;
/** The number of steps of k between two writes of a tile. */
const K_BLOCK: i32 = 256;
/**
 * The number of rows of A that are multiplied by all panels before the next rows of A. They stay in the first-level cache.
 */
const ROW_BLOCK: i32 = 4 * ROWS;

export function stripBytes(rows: i32, k: i32): usize {
  return STEP * <usize>k * <usize>((rows + ROWS - 1) / ROWS);
}

/**
 * Packs rows of contiguous values, `rowStep` bytes apart.
 *
 * @param stripStep bytes from one strip to the next; larger than a strip if other values of the same rows follow it
 */
export function packRows(a: usize, rowStep: usize, rows: i32, k: i32, to: usize, stripStep: usize): void {
  for (let left = rows; left > 0; left -= ROWS, a += ROWS * rowStep, to += stripStep) {
    if (left < ROWS) memory.fill(to, 0, STEP * <usize>k);
    let row: i32 = 0;
    for (; row + 4 <= min(ROWS, left); row += 4) {
      transposeFour(a + <usize>row * rowStep, rowStep, k, to + 4 * <usize>row, STEP);
    }
    for (; row < min(ROWS, left); row++) {
      let from = a + <usize>row * rowStep;
      let place = to + 4 * <usize>row;
      for (const end = from + 4 * <usize>k; from < end; from += 4, place += STEP) {
        f32.store(place, f32.load(from));
      }
    }
  }
}

/** Packs the rows of a transpose: adjacent rows whose values are `kStep` bytes apart. */
export function packColumns(a: usize, kStep: usize, rows: i32, k: i32, to: usize): void {
  for (let left = rows; left > 0; left -= ROWS, a += STEP) {
    const end = to + STEP * <usize>k;
    for (let from = a; to < end; from += kStep, to += STEP) {
      if (left >= ROWS) {
        v128.store(to, v128.load(from));
        if (ROWS == 6) v128.store64_lane(to, v128.load64_zero(from, 16), 0, 16);
      } else {
        for (let row: i32 = 0; row < ROWS; row++) {
          const at: usize = 4 * <usize>row;
          f32.store(to + at, row < left ? f32.load(from + at) : 0);
        }
      }
    }
  }
}

/**
 * Computes `C = A B + bias` or `C += A B` from strips of A and panels of B.
 *
 * @param stripStep bytes from one strip of A to the next, as `panelStep` for panels of B
 * @param bias 0 for none; ignored with `accumulate`
 * @param tile scratch of TILE_BYTES
 */
export function multiplyStrips(
  strips: usize,
  stripStep: usize,
  panels: usize,
  panelStep: usize,
  rows: i32,
  columns: i32,
  k: i32,
  bias: usize,
  accumulate: bool,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  for (let row: i32 = 0; row < rows; row += ROW_BLOCK) {
    const block = strips + <usize>(row / ROWS) * stripStep;
    const count = min(ROW_BLOCK, rows - row);
    for (let at: i32 = 0; at < k; at += K_BLOCK) {
      const goesOn = accumulate || at > 0;
      const steps = min(K_BLOCK, k - at);
      let panel = panels + 32 * <usize>at;
      const strip = block + <usize>at * STEP;
      for (let column: i32 = 0; column < columns;) {
        const width = widthOf(columns - column);
        const place: usize = 4 * <usize>column;
        const to = c + <usize>row * cStep + place;
        const from = goesOn ? to : bias ? bias + place : 0;
        tilesDown(strip, stripStep, panel, panelStep, count, width, steps, from, goesOn, to, cStep, tile);
        column += width;
        panel += panelsOf(width) * panelStep;
      }
    }
  }
}

/**
 * Computes the tiles of one or two panels from top to bottom. Tiles that exceed C are computed in scratch and copied.
 */
function tilesDown(
  strip: usize,
  stripStep: usize,
  panel: usize,
  panelStep: usize,
  rows: i32,
  columns: i32,
  k: i32,
  from: usize,
  goesOn: bool,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  const fromStep: usize = goesOn ? cStep : 0;
  const cBytes: usize = cStep * ROWS;
  const fromBytes = fromStep * ROWS;
  const second = columns > WIDTH ? panel + panelStep : 0;
  for (let left = rows; left > 0; left -= ROWS, strip += stripStep, c += cBytes, from += fromBytes) {
    const isWhole = left >= ROWS && columns >= WIDTH;
    if (isWhole) {
      multiplyTile(strip, panel, second, k, from, fromStep, c, cStep, tile);
      continue;
    }
    const own = min(ROWS, left);
    if (from) copyTile(from, fromStep, own, columns, tile, TILE_STEP);
    multiplyTile(strip, panel, second, k, from ? tile : 0, TILE_STEP, tile, TILE_STEP, tile);
    copyTile(tile, TILE_STEP, own, columns, c, cStep);
  }
}

/** @param second the second panel, or 0 if the tile has one panel */
function multiplyTile(
  a: usize,
  first: usize,
  second: usize,
  k: i32,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
  tile: usize,
): void {
  if (second) {
    const own = beginning(from, tile);
    tileOfTwo(a, 4, STEP, 1, 0, k, first, second, own, own == from ? fromStep : 0, c, cStep);
  } else if (ROWS == 6) tileOfSix(a, first, k, from, fromStep, c, cStep);
  else tileOfFour(a, first, k, from, fromStep, c, cStep);
}

function copyTile(from: usize, fromStep: usize, rows: i32, columns: i32, to: usize, toStep: usize): void {
  for (let row: i32 = 0; row < rows; row++, from += fromStep, to += toStep) {
    for (let at: usize = 0; at < 4 * <usize>columns; at += 4) f32.store(to + at, f32.load(from + at));
  }
}
