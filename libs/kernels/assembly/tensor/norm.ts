// Batch norm over rows `[rows][channels]`, channels last, with the ReLU that may follow it. Sums are float32 over blocks
// of rows and float64 over blocks, so that many rows cost no digits.
import { loadLanes, storeLanes } from './lanes';

const ROW_BLOCK: i32 = 64;

/** Mean and population variance of each channel, the variance in a second pass about the mean. */
export function channelMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize): void {
  const stride: usize = 4 * <usize>channels;
  for (let channel: i32 = 0; channel < channels;) {
    const isFour = channels - channel >= 4;
    const at: usize = 4 * <usize>channel;
    const m = sumOf(x + at, stride, rows, isFour, f32x4.splat(0), false, <f64>rows);
    storeLanes(mean + at, m, isFour);
    storeLanes(variance + at, sumOf(x + at, stride, rows, isFour, m, true, <f64>rows), isFour);
    channel += isFour ? 4 : 1;
  }
}

/** Sum of `x - centre`, or of its squares, over rows, divided by `count`. */
function sumOf(
  x: usize,
  stride: usize,
  rows: i32,
  isFour: bool,
  centre: v128,
  isSquared: bool,
  count: f64,
): v128 {
  let low = f64x2.splat(0);
  let high = low;
  for (let row: i32 = 0; row < rows; row += ROW_BLOCK) {
    let even = f32x4.splat(0);
    let odd = even;
    const end = x + <usize>min(ROW_BLOCK, rows - row) * stride;
    for (; x + stride < end; x += 2 * stride) {
      let a = f32x4.sub(loadLanes(x, isFour), centre);
      let b = f32x4.sub(loadLanes(x + stride, isFour), centre);
      if (isSquared) {
        a = f32x4.mul(a, a);
        b = f32x4.mul(b, b);
      }
      even = f32x4.add(even, a);
      odd = f32x4.add(odd, b);
    }
    if (x < end) {
      let a = f32x4.sub(loadLanes(x, isFour), centre);
      if (isSquared) a = f32x4.mul(a, a);
      even = f32x4.add(even, a);
      x += stride;
    }
    const block = f32x4.add(even, odd);
    low = f64x2.add(low, f64x2.promote_low_f32x4(block));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upper(block)));
  }
  const divisor = f64x2.splat(count);
  const a = f32x4.demote_f64x2_zero(f64x2.div(low, divisor));
  const b = f32x4.demote_f64x2_zero(f64x2.div(high, divisor));
  return f32x4.shuffle(a, b, 0, 1, 4, 5);
}

/** `y = x factor + shift` for each channel, negative results 0 with `relu`. */
export function scaleChannels(
  x: usize,
  rows: i32,
  channels: i32,
  factor: usize,
  shift: usize,
  relu: bool,
  y: usize,
): void {
  const floor = f32x4.splat(relu ? 0 : -Infinity);
  for (let row: i32 = 0; row < rows; row++) {
    let f = factor;
    let s = shift;
    for (let left = channels; left > 0;) {
      const isFour = left >= 4;
      const value = f32x4.add(f32x4.mul(loadLanes(x, isFour), loadLanes(f, isFour)), loadLanes(s, isFour));
      storeLanes(y, f32x4.max(floor, value), isFour);
      const bytes: usize = isFour ? 16 : 4;
      left -= isFour ? 4 : 1;
      x += bytes;
      y += bytes;
      f += bytes;
      s += bytes;
    }
  }
}

/**
 * For each channel the sums over rows of dy and of `dy (x - mean) inverse`, dy being 0 where `y`, the output of a ReLU,
 * is: the gradients by offset and scale.
 *
 * @param y 0 where there is no ReLU
 */
export function normSums(
  x: usize,
  y: usize,
  gradient: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  inverse: usize,
  byScale: usize,
  byOffset: usize,
): void {
  const stride: usize = 4 * <usize>channels;
  for (let channel: i32 = 0; channel < channels;) {
    const isFour = channels - channel >= 4;
    const at: usize = 4 * <usize>channel;
    const m = loadLanes(mean + at, isFour);
    const factor = loadLanes(inverse + at, isFour);
    let px = x + at;
    let py = y + at;
    let pg = gradient + at;
    let offsetLow = f64x2.splat(0);
    let offsetHigh = offsetLow;
    let scaleLow = offsetLow;
    let scaleHigh = offsetLow;
    for (let row: i32 = 0; row < rows; row += ROW_BLOCK) {
      let offsets = f32x4.splat(0);
      let scales = offsets;
      for (
        const end = px + <usize>min(ROW_BLOCK, rows - row) * stride;
        px < end;
        px += stride, py += stride, pg += stride
      ) {
        let dy = loadLanes(pg, isFour);
        if (y) dy = v128.and(dy, f32x4.gt(loadLanes(py, isFour), f32x4.splat(0)));
        offsets = f32x4.add(offsets, dy);
        scales = f32x4.add(scales, f32x4.mul(dy, f32x4.sub(loadLanes(px, isFour), m)));
      }
      offsetLow = f64x2.add(offsetLow, f64x2.promote_low_f32x4(offsets));
      offsetHigh = f64x2.add(offsetHigh, f64x2.promote_low_f32x4(upper(offsets)));
      scaleLow = f64x2.add(scaleLow, f64x2.promote_low_f32x4(scales));
      scaleHigh = f64x2.add(scaleHigh, f64x2.promote_low_f32x4(upper(scales)));
    }
    const offset = f32x4.shuffle(
      f32x4.demote_f64x2_zero(offsetLow),
      f32x4.demote_f64x2_zero(offsetHigh),
      0,
      1,
      4,
      5,
    );
    const scale = f32x4.shuffle(
      f32x4.demote_f64x2_zero(scaleLow),
      f32x4.demote_f64x2_zero(scaleHigh),
      0,
      1,
      4,
      5,
    );
    storeLanes(byOffset + at, offset, isFour);
    storeLanes(byScale + at, f32x4.mul(scale, factor), isFour);
    channel += isFour ? 4 : 1;
  }
}

function upper(x: v128): v128 {
  return f32x4.shuffle(x, x, 2, 3, 2, 3);
}

/** `dx = dy a + x b + c` for each channel, dy as in `normSums`. */
export function normGradient(
  x: usize,
  y: usize,
  gradient: usize,
  rows: i32,
  channels: i32,
  a: usize,
  b: usize,
  c: usize,
  dx: usize,
): void {
  for (let row: i32 = 0; row < rows; row++) {
    let at: usize = 0;
    for (let left = channels; left > 0;) {
      const isFour = left >= 4;
      let dy = loadLanes(gradient, isFour);
      if (y) {
        dy = v128.and(dy, f32x4.gt(loadLanes(y, isFour), f32x4.splat(0)));
      }
      const value = f32x4.add(
        f32x4.add(
          f32x4.mul(dy, loadLanes(a + at, isFour)),
          f32x4.mul(loadLanes(x, isFour), loadLanes(b + at, isFour)),
        ),
        loadLanes(c + at, isFour),
      );
      storeLanes(dx, value, isFour);
      const bytes: usize = isFour ? 16 : 4;
      left -= isFour ? 4 : 1;
      at += bytes;
      x += bytes;
      if (y) y += bytes;
      gradient += bytes;
      dx += bytes;
    }
  }
}

/** Sums over rows, `[rows][channels]` to `[channels]`. */
export function columnSums(x: usize, rows: i32, channels: i32, sums: usize): void {
  const stride: usize = 4 * <usize>channels;
  for (let channel: i32 = 0; channel < channels;) {
    const isFour = channels - channel >= 4;
    const at: usize = 4 * <usize>channel;
    storeLanes(sums + at, sumOf(x + at, stride, rows, isFour, f32x4.splat(0), false, 1), isFour);
    channel += isFour ? 4 : 1;
  }
}
