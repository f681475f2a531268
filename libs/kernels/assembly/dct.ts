/**
 * Multiplies `rows` rows of `bands` values by a matrix `[bands, columns]`. Both numbers are multiples of 4. Each row is
 * centered in place first, and its mean times the matrix's `columnSums` is added at the end. Log powers are far from
 * zero, and rounding would hide their small differences.
 */
export function multiplyRows(
  from: usize,
  rows: i32,
  bands: i32,
  matrix: usize,
  columnSums: usize,
  columns: i32,
  to: usize,
): void {
  const rowBytes: usize = 4 * <usize>bands;
  const columnBytes: usize = 4 * <usize>columns;
  for (let row = 0; row < rows; row++, from += rowBytes, to += columnBytes) {
    const mean = centre(from, rowBytes);
    let c: usize = 0;
    for (; c + 80 <= columnBytes; c += 80) {
      let d = matrix + c;
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let s4 = s0;
      for (let x = from, end = from + rowBytes; x < end; x += 4, d += columnBytes) {
        const value = v128.load32_splat(x);
        s0 = f32x4.add(s0, f32x4.mul(value, v128.load(d)));
        s1 = f32x4.add(s1, f32x4.mul(value, v128.load(d, 16)));
        s2 = f32x4.add(s2, f32x4.mul(value, v128.load(d, 32)));
        s3 = f32x4.add(s3, f32x4.mul(value, v128.load(d, 48)));
        s4 = f32x4.add(s4, f32x4.mul(value, v128.load(d, 64)));
      }
      store(to + c, s0, mean, columnSums + c);
      store(to + c + 16, s1, mean, columnSums + c + 16);
      store(to + c + 32, s2, mean, columnSums + c + 32);
      store(to + c + 48, s3, mean, columnSums + c + 48);
      store(to + c + 64, s4, mean, columnSums + c + 64);
    }
    for (; c < columnBytes; c += 16) {
      let d = matrix + c;
      let sum = f32x4.splat(0);
      for (let x = from, end = from + rowBytes; x < end; x += 4, d += columnBytes) {
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(x), v128.load(d)));
      }
      store(to + c, sum, mean, columnSums + c);
    }
  }
}

function store(to: usize, sum: v128, mean: v128, columnSums: usize): void {
  v128.store(to, f32x4.add(sum, f32x4.mul(mean, v128.load(columnSums))));
}

/** Subtracts the mean of a row from it; returns the mean in every lane. */
function centre(row: usize, rowBytes: usize): v128 {
  let even = f64x2.splat(0);
  let odd = even;
  const end = row + rowBytes;
  for (let at = row; at < end; at += 16) {
    const x = v128.load(at);
    even = f64x2.add(even, f64x2.promote_low_f32x4(x));
    odd = f64x2.add(odd, f64x2.promote_low_f32x4(f32x4.shuffle(x, x, 2, 3, 2, 3)));
  }
  const sum = f64x2.add(even, odd);
  const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  const mean = f32x4.splat(<f32>((4 * total) / <f64>rowBytes));
  for (let at = row; at < end; at += 16) v128.store(at, f32x4.sub(v128.load(at), mean));
  return mean;
}
