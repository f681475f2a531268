// The innermost loops of every product. Tiles of C, four rows or one row by eight columns, stay in registers while k
// advances. A is read in place, in either layout. B is read from a packed panel `[k][8]` (pack.ts).
//
// Two loops cover k, so that a convolution (row by row of the filter) and a sum over images are the same product:
// `outer` blocks, `outerStep` bytes apart in A, of `inner` steps each. A tile starts with the values at `from`, whose
// rows are `fromStep` bytes apart (0 for a bias), or with zeros if `from` is 0. All steps are in bytes.
//
// The loops are not unrolled and have no pointer per row. With either, V8 runs out of registers and is half as fast.
import { madd } from './madd';

/** Computes a tile from four rows of A, `rowStep` apart. The values of a row are `kStep` apart. */
export function tile4(
  a: usize,
  rowStep: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  b: usize,
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
  const two = 2 * rowStep;
  const three = 3 * rowStep;
  const bytes: usize = 32 * <usize>inner;
  for (; outer > 0; outer--, a += outerStep) {
    let p = a;
    for (const end = b + bytes; b < end; b += 32, p += kStep) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(p);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      x = v128.load32_splat(p + rowStep);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      x = v128.load32_splat(p + two);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      x = v128.load32_splat(p + three);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
    }
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

/**
 * Computes a tile from one row of A. Even and odd steps have separate sums, so that they do not wait for each other.
 */
export function tile1(
  a: usize,
  kStep: usize,
  outer: i32,
  outerStep: usize,
  inner: i32,
  b: usize,
  from: usize,
  c: usize,
): void {
  let even0 = f32x4.splat(0);
  let even1 = even0;
  let odd0 = even0;
  let odd1 = even0;
  if (from) {
    even0 = v128.load(from);
    even1 = v128.load(from, 16);
  }
  const bytes: usize = 32 * <usize>inner;
  for (; outer > 0; outer--, a += outerStep) {
    let p = a;
    const end = b + bytes;
    for (; b + 64 <= end; b += 64, p += 2 * kStep) {
      const x = v128.load32_splat(p);
      const y = v128.load32_splat(p + kStep);
      even0 = madd(x, v128.load(b), even0);
      even1 = madd(x, v128.load(b, 16), even1);
      odd0 = madd(y, v128.load(b, 32), odd0);
      odd1 = madd(y, v128.load(b, 48), odd1);
    }
    if (b < end) {
      const x = v128.load32_splat(p);
      even0 = madd(x, v128.load(b), even0);
      even1 = madd(x, v128.load(b, 16), even1);
      b += 32;
    }
  }
  v128.store(c, f32x4.add(even0, odd0));
  v128.store(c, f32x4.add(even1, odd1), 16);
}
