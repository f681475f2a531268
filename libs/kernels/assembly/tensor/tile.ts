// The innermost loops of every product: tiles of C, four rows by eight columns or one row by eight, stay in registers
// while k runs. A is read where it stands, B from a packed panel `[k][8]` (pack.ts).
//
// k is two loops, so that a convolution (kernel row by kernel row) and a sum over images are the same product:
// `outer` blocks, `outerStride` bytes apart in A, of `inner` steps. A tile begins with the values at `from`, whose rows
// are `fromStride` bytes apart (0 for a bias), or with zeros where `from` is 0. All strides are in bytes.
import { madd } from './madd';

/** Rows of A are `rowStride` apart and contiguous along k. */
export function rowTile4(
  a: usize,
  rowStride: usize,
  outer: i32,
  outerStride: usize,
  inner: i32,
  b: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
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
    from += fromStride;
    s10 = v128.load(from);
    s11 = v128.load(from, 16);
    from += fromStride;
    s20 = v128.load(from);
    s21 = v128.load(from, 16);
    from += fromStride;
    s30 = v128.load(from);
    s31 = v128.load(from, 16);
  }
  const bytes: usize = 4 * <usize>inner;
  for (; outer > 0; outer--, a += outerStride) {
    let p0 = a;
    let p1 = p0 + rowStride;
    let p2 = p1 + rowStride;
    let p3 = p2 + rowStride;
    const end = p0 + bytes;
    for (; p0 + 8 <= end; p0 += 8, p1 += 8, p2 += 8, p3 += 8, b += 64) {
      let b0 = v128.load(b);
      let b1 = v128.load(b, 16);
      let x = v128.load32_splat(p0);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      x = v128.load32_splat(p1);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      x = v128.load32_splat(p2);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      x = v128.load32_splat(p3);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
      b0 = v128.load(b, 32);
      b1 = v128.load(b, 48);
      x = v128.load32_splat(p0, 4);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      x = v128.load32_splat(p1, 4);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      x = v128.load32_splat(p2, 4);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      x = v128.load32_splat(p3, 4);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
    }
    if (p0 < end) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(p0);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      x = v128.load32_splat(p1);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      x = v128.load32_splat(p2);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      x = v128.load32_splat(p3);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
      b += 32;
    }
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += cStride;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += cStride;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += cStride;
  v128.store(c, s30);
  v128.store(c, s31, 16);
}

/** One row of A, contiguous along k; even and odd steps have sums of their own, so that they need not wait. */
export function rowTile1(
  a: usize,
  outer: i32,
  outerStride: usize,
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
  const bytes: usize = 4 * <usize>inner;
  for (; outer > 0; outer--, a += outerStride) {
    let p = a;
    const end = p + bytes;
    for (; p + 8 <= end; p += 8, b += 64) {
      const x = v128.load32_splat(p);
      const y = v128.load32_splat(p, 4);
      even0 = madd(x, v128.load(b), even0);
      even1 = madd(x, v128.load(b, 16), even1);
      odd0 = madd(y, v128.load(b, 32), odd0);
      odd1 = madd(y, v128.load(b, 48), odd1);
    }
    if (p < end) {
      const x = v128.load32_splat(p);
      even0 = madd(x, v128.load(b), even0);
      even1 = madd(x, v128.load(b, 16), even1);
      b += 32;
    }
  }
  v128.store(c, f32x4.add(even0, odd0));
  v128.store(c, f32x4.add(even1, odd1), 16);
}

/** A is transposed: its rows, `stride` apart, run along k, and the tile's four rows are neighbours in each. */
export function columnTile4(
  a: usize,
  stride: usize,
  outer: i32,
  outerStride: usize,
  inner: i32,
  b: usize,
  from: usize,
  fromStride: usize,
  c: usize,
  cStride: usize,
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
    from += fromStride;
    s10 = v128.load(from);
    s11 = v128.load(from, 16);
    from += fromStride;
    s20 = v128.load(from);
    s21 = v128.load(from, 16);
    from += fromStride;
    s30 = v128.load(from);
    s31 = v128.load(from, 16);
  }
  const bytes: usize = 32 * <usize>inner;
  for (; outer > 0; outer--, a += outerStride) {
    let p = a;
    for (const end = b + bytes; b < end; b += 32, p += stride) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(p);
      s00 = madd(x, b0, s00);
      s01 = madd(x, b1, s01);
      x = v128.load32_splat(p, 4);
      s10 = madd(x, b0, s10);
      s11 = madd(x, b1, s11);
      x = v128.load32_splat(p, 8);
      s20 = madd(x, b0, s20);
      s21 = madd(x, b1, s21);
      x = v128.load32_splat(p, 12);
      s30 = madd(x, b0, s30);
      s31 = madd(x, b1, s31);
    }
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += cStride;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += cStride;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += cStride;
  v128.store(c, s30);
  v128.store(c, s31, 16);
}

/** One row of the tile of a transposed A. */
export function columnTile1(
  a: usize,
  stride: usize,
  outer: i32,
  outerStride: usize,
  inner: i32,
  b: usize,
  from: usize,
  c: usize,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  if (from) {
    s0 = v128.load(from);
    s1 = v128.load(from, 16);
  }
  const bytes: usize = 32 * <usize>inner;
  for (; outer > 0; outer--, a += outerStride) {
    let p = a;
    for (const end = b + bytes; b < end; b += 32, p += stride) {
      const x = v128.load32_splat(p);
      s0 = madd(x, v128.load(b), s0);
      s1 = madd(x, v128.load(b, 16), s1);
    }
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
}
