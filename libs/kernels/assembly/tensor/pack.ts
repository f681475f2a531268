// Packs matrices into panels. A panel holds eight columns of a matrix B `[k][columns]`, contiguous along k. The last
// panel is padded with zeros: `[ceil(columns / 8)][k][8]`.
import { isWide } from './wide';

/** The number of columns in a panel. */
export const WIDTH: i32 = 8;

/**
 * Returns the width of the next tile: two panels if the runtime is fast with them and enough columns remain, else one.
 */
export function widthOf(columns: i32): i32 {
  return isWide && columns >= 2 * WIDTH ? 2 * WIDTH : min(WIDTH, columns);
}

/** Returns the number of panels under a tile of this width. */
export function panelsOf(width: i32): usize {
  return width > WIDTH ? 2 : 1;
}

export function panelBytes(k: i32, columns: i32): usize {
  return 32 * <usize>k * <usize>((columns + 7) / 8);
}

/**
 * Packs B, whose rows are `stride` bytes apart.
 *
 * @param panelStep bytes from one panel to the next; larger than a panel if other values of the same columns follow it
 */
export function pack(
  b: usize,
  stride: usize,
  k: i32,
  columns: i32,
  to: usize,
  panelStep: usize = 32 * <usize>k,
): void {
  for (let left = columns; left > 0; left -= WIDTH, b += 32, to += panelStep) {
    let row = b;
    let place = to;
    const end = to + 32 * <usize>k;
    if (left >= WIDTH) {
      for (; place < end; place += 32, row += stride) {
        v128.store(place, v128.load(row));
        v128.store(place, v128.load(row, 16), 16);
      }
    } else {
      const bytes: usize = 4 * <usize>left;
      for (; place < end; place += 32, row += stride) {
        for (let at: usize = 0; at < 32; at += 4) {
          f32.store(place + at, at < bytes ? f32.load(row + at) : 0);
        }
      }
    }
  }
}

/** Packs the transpose of a matrix `[columns][k]`, whose rows are `stride` bytes apart. */
export function packTransposed(b: usize, stride: usize, k: i32, columns: i32, to: usize): void {
  for (let left = columns; left > 0; left -= WIDTH, b += 8 * stride, to += 32 * <usize>k) {
    if (left >= WIDTH) {
      transposeFour(b, stride, k, to, 32);
      transposeFour(b + 4 * stride, stride, k, to + 16, 32);
    } else {
      for (let column: i32 = 0; column < WIDTH; column++) {
        let place = to + 4 * <usize>column;
        let row = b + <usize>column * stride;
        for (let at: i32 = 0; at < k; at++, place += 32, row += 4) {
          f32.store(place, column < left ? f32.load(row) : 0);
        }
      }
    }
  }
}

/**
 * Transposes four rows into four adjacent values of each row of a panel or strip, whose rows are `step` bytes apart.
 */
export function transposeFour(b: usize, stride: usize, k: i32, to: usize, step: usize): void {
  const two = 2 * step;
  let p0 = b;
  let p1 = p0 + stride;
  let p2 = p1 + stride;
  let p3 = p2 + stride;
  const end = p0 + 4 * <usize>k;
  for (; p0 + 16 <= end; p0 += 16, p1 += 16, p2 += 16, p3 += 16, to += 2 * two) {
    const r0 = v128.load(p0);
    const r1 = v128.load(p1);
    const r2 = v128.load(p2);
    const r3 = v128.load(p3);
    const low01 = f32x4.shuffle(r0, r1, 0, 4, 1, 5);
    const low23 = f32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const high01 = f32x4.shuffle(r0, r1, 2, 6, 3, 7);
    const high23 = f32x4.shuffle(r2, r3, 2, 6, 3, 7);
    v128.store(to, f32x4.shuffle(low01, low23, 0, 1, 4, 5));
    v128.store(to + step, f32x4.shuffle(low01, low23, 2, 3, 6, 7));
    v128.store(to + two, f32x4.shuffle(high01, high23, 0, 1, 4, 5));
    v128.store(to + two + step, f32x4.shuffle(high01, high23, 2, 3, 6, 7));
  }
  for (; p0 < end; p0 += 4, p1 += 4, p2 += 4, p3 += 4, to += step) {
    f32.store(to, f32.load(p0));
    f32.store(to, f32.load(p1), 4);
    f32.store(to, f32.load(p2), 8);
    f32.store(to, f32.load(p3), 12);
  }
}
