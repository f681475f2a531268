// Tiles of ROWS rows over two panels (sixteen columns). They are for runtimes that merge two adjacent 128-bit vectors
// into one of 256 bits (wide.ts), where they are twice as fast as tiles over one panel. On other runtimes they are
// slower, because their sums do not fit in registers. V8 only merges vectors that are adjacent from load to store. If a
// branch chooses the initial sums, it runs out of registers, so a tile always starts with the values at `from`.
import { madd, ROWS } from './madd';

/**
 * Computes a tile over two panels. It reads A in either layout, or from strips. See `tile4` (tile.ts) for the other
 * parameters.
 *
 * @param first a panel `[k][8]`; `second` is the panel to its right
 * @param from initial values of the tile, never 0
 */
export function tileOfTwo(
  a: usize,
  rowStep: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  first: usize,
  second: usize,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
): void {
  let s00 = v128.load(from);
  let s01 = v128.load(from, 16);
  let s02 = v128.load(from, 32);
  let s03 = v128.load(from, 48);
  from += fromStep;
  let s10 = v128.load(from);
  let s11 = v128.load(from, 16);
  let s12 = v128.load(from, 32);
  let s13 = v128.load(from, 48);
  from += fromStep;
  let s20 = v128.load(from);
  let s21 = v128.load(from, 16);
  let s22 = v128.load(from, 32);
  let s23 = v128.load(from, 48);
  from += fromStep;
  let s30 = v128.load(from);
  let s31 = v128.load(from, 16);
  let s32 = v128.load(from, 32);
  let s33 = v128.load(from, 48);
  let s40 = s00;
  let s41 = s00;
  let s42 = s00;
  let s43 = s00;
  let s50 = s00;
  let s51 = s00;
  let s52 = s00;
  let s53 = s00;
  if (ROWS == 6) {
    from += fromStep;
    s40 = v128.load(from);
    s41 = v128.load(from, 16);
    s42 = v128.load(from, 32);
    s43 = v128.load(from, 48);
    from += fromStep;
    s50 = v128.load(from);
    s51 = v128.load(from, 16);
    s52 = v128.load(from, 32);
    s53 = v128.load(from, 48);
  }
  const two = 2 * rowStep;
  const three = 3 * rowStep;
  const four = 4 * rowStep;
  const five = 5 * rowStep;
  const bytes: usize = 32 * <usize>inner;
  for (; outer > 0; outer--, a += outerStep) {
    let p = a;
    for (const end = first + bytes; first < end; first += 32, second += 32, p += kStep) {
      const b0 = v128.load(first);
      const b1 = v128.load(first, 16);
      const b2 = v128.load(second);
      const b3 = v128.load(second, 16);
      let x = v128.load32_splat(p);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      s02 = madd(x, b2, s02);
      s03 = madd(x, b3, s03);
      x = v128.load32_splat(p + rowStep);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      s12 = madd(x, b2, s12);
      s13 = madd(x, b3, s13);
      x = v128.load32_splat(p + two);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      s22 = madd(x, b2, s22);
      s23 = madd(x, b3, s23);
      x = v128.load32_splat(p + three);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
      s32 = madd(x, b2, s32);
      s33 = madd(x, b3, s33);
      if (ROWS == 6) {
        x = v128.load32_splat(p + four);
        s40 = madd(x, b0, s40);
        s41 = madd(x, b1, s41);
        s42 = madd(x, b2, s42);
        s43 = madd(x, b3, s43);
        x = v128.load32_splat(p + five);
        s50 = madd(x, b0, s50);
        s51 = madd(x, b1, s51);
        s52 = madd(x, b2, s52);
        s53 = madd(x, b3, s53);
      }
    }
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c, s02, 32);
  v128.store(c, s03, 48);
  c += cStep;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  v128.store(c, s12, 32);
  v128.store(c, s13, 48);
  c += cStep;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  v128.store(c, s22, 32);
  v128.store(c, s23, 48);
  c += cStep;
  v128.store(c, s30);
  v128.store(c, s31, 16);
  v128.store(c, s32, 32);
  v128.store(c, s33, 48);
  if (ROWS == 6) {
    c += cStep;
    v128.store(c, s40);
    v128.store(c, s41, 16);
    v128.store(c, s42, 32);
    v128.store(c, s43, 48);
    c += cStep;
    v128.store(c, s50);
    v128.store(c, s51, 16);
    v128.store(c, s52, 32);
    v128.store(c, s53, 48);
  }
}
