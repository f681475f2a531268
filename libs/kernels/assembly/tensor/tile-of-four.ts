// The innermost loop of a product without fused multiply-add. V8 optimizes an unrolled loop of this size badly: it
// moves all loads of a block to its start and runs out of registers. A branch that is never taken (panels are aligned
// to 16) ends the block, so that each step of k keeps its own loads.
import { madd } from './madd';

/**
 * Computes four rows by eight columns: `C = from + A B`.
 *
 * @param a `[k][ROWS]`
 * @param b `[k][8]`, aligned to 16
 * @param from initial values of the tile, with rows `fromStep` bytes apart (0 for a bias); 0 for zeros
 */
export function tileOfFour(
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
  }
  let x: v128;
  let b0: v128;
  let b1: v128;
  const end = b + 32 * <usize>k;
  for (const last = b + 32 * <usize>(k & ~3); b < last; b += 128, a += 64) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
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
    if (b & 1) break;
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 16);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a, 20);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a, 24);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 28);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    if (b & 2) break;
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load32_splat(a, 32);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a, 36);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a, 40);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 44);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    if (b & 3) break;
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load32_splat(a, 48);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a, 52);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a, 56);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 60);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
  }
  for (; b < end; b += 32, a += 16) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
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
}
