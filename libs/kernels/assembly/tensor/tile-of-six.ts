// The innermost loop of a product with fused multiply-add. It needs no register for the product, which leaves room for
// two more rows.
import { madd } from './madd';

/**
 * Computes six rows by eight columns: `C = from + A B`.
 *
 * @param a `[k][ROWS]`
 * @param b `[k][8]`, aligned to 16
 * @param from initial values of the tile, with rows `fromStep` bytes apart (0 for a bias); 0 for zeros
 */
export function tileOfSix(
  a: usize,
  b: usize,
  k: i32,
  from: usize,
  fromStep: usize,
  c: usize,
  cStep: usize,
): void {
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let s40 = s00;
  let s41 = s00;
  let s50 = s00;
  let s51 = s00;
  if (from) {
    s00 = v128.load(from);
    s01 = v128.load(from, 16);
    from += fromStep;
    s10 = v128.load(from);
    s11 = v128.load(from, 16);
    from += fromStep;
    s20 = v128.load(from);
    s21 = v128.load(from, 16);
    from += fromStep;
    s30 = v128.load(from);
    s31 = v128.load(from, 16);
    from += fromStep;
    s40 = v128.load(from);
    s41 = v128.load(from, 16);
    from += fromStep;
    s50 = v128.load(from);
    s51 = v128.load(from, 16);
  }
  for (const end = b + 32 * <usize>k; b < end; b += 32, a += 24) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    x = v128.load32_splat(a, 16);
    s40 = madd(x, b0, s40);
    s41 = madd(x, b1, s41);
    x = v128.load32_splat(a, 20);
    s50 = madd(x, b0, s50);
    s51 = madd(x, b1, s51);
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += cStep;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += cStep;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += cStep;
  v128.store(c, s30);
  v128.store(c, s31, 16);
  c += cStep;
  v128.store(c, s40);
  v128.store(c, s41, 16);
  c += cStep;
  v128.store(c, s50);
  v128.store(c, s51, 16);
}
