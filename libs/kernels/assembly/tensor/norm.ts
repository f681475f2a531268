// Batch norm over rows `[rows][channels]`, with an optional ReLU. Sums are float32 within a block of rows and float64
// over blocks, so that many rows do not reduce precision.
import { loadLanes, storeLanes } from './lanes';

const ROW_BLOCK: i32 = 64;

/**
 * Computes the mean and population variance of each channel. A second pass computes the variance around the mean.
 *
 * @param sums scratch of `sumBytes` for all channels
 */
export function channelMoments(
  x: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  variance: usize,
  sums: usize,
): void {
  sumRows(x, rows, channels, 0, <f64>rows, sums, mean);
  sumRows(x, rows, channels, mean, <f64>rows, sums, variance);
}

/** Computes sums over rows, `[rows][channels]` to `[channels]`. */
export function columnSums(x: usize, rows: i32, channels: i32, to: usize, sums: usize): void {
  sumRows(x, rows, channels, 0, 1, sums, to);
}

/**
 * Returns the size of the float64 sums of all channels, including unused lanes at the end; the same as in
 * src/tensor/channels.ts.
 */
function sumBytes(channels: i32): usize {
  return 8 * <usize>channels + 32;
}

/** Sums rows of x, or of squares around a center per channel, and divides by `count`. */
function sumRows(
  x: usize,
  rows: i32,
  channels: i32,
  centre: usize,
  count: f64,
  sums: usize,
  to: usize,
): void {
  const stride: usize = 4 * <usize>channels;
  memory.fill(sums, 0, sumBytes(channels));
  // All channels of a block are summed before the next block, so that the block is read from memory once.
  for (let row: i32 = 0; row < rows; row += ROW_BLOCK) {
    const bytes = <usize>min(ROW_BLOCK, rows - row) * stride;
    for (let channel: i32 = 0; channel < channels;) {
      const isFour = channels - channel >= 4;
      const at: usize = 4 * <usize>channel;
      addUp(sums + 2 * at, blockSum(x + at, stride, bytes, centre ? centre + at : 0, isFour));
      channel += isFour ? 4 : 1;
    }
    x += bytes;
  }
  finish(sums, channels, count, to);
}

/** Sums one block. Even and odd rows have separate sums. */
function blockSum(x: usize, stride: usize, bytes: usize, centre: usize, isFour: bool): v128 {
  const m = centre ? loadLanes(centre, isFour) : f32x4.splat(0);
  let even = f32x4.splat(0);
  let odd = even;
  const end = x + bytes;
  for (; x + stride < end; x += 2 * stride) {
    let a = f32x4.sub(loadLanes(x, isFour), m);
    let b = f32x4.sub(loadLanes(x + stride, isFour), m);
    if (centre) {
      a = f32x4.mul(a, a);
      b = f32x4.mul(b, b);
    }
    even = f32x4.add(even, a);
    odd = f32x4.add(odd, b);
  }
  if (x < end) {
    let a = f32x4.sub(loadLanes(x, isFour), m);
    if (centre) a = f32x4.mul(a, a);
    even = f32x4.add(even, a);
  }
  return f32x4.add(even, odd);
}

/** Adds four float32 values to four float64 values. */
function addUp(sums: usize, block: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(block)));
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(upper(block))), 16);
}

/** Divides the sums by `count` and writes them as float32. */
function finish(sums: usize, channels: i32, count: f64, to: usize): void {
  for (let channel: i32 = 0; channel < channels; channel++, sums += 8, to += 4) {
    f32.store(to, <f32>(f64.load(sums) / count));
  }
}

/** Computes `y = x factor + shift` for each channel. `relu` replaces negative results by 0. */
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
 * Computes the gradients by offset and scale: for each channel, the sums over rows of dy and of `dy (x - mean)
 * inverse`. With a ReLU, dy counts as 0 where the output `y` is 0.
 *
 * @param y the output of the ReLU, or 0 without a ReLU
 * @param sums scratch of twice `sumBytes` for all channels
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
  sums: usize,
): void {
  const stride: usize = 4 * <usize>channels;
  const scaleSums = sums + sumBytes(channels);
  memory.fill(sums, 0, 2 * sumBytes(channels));
  for (let row: i32 = 0; row < rows; row += ROW_BLOCK) {
    const bytes = <usize>min(ROW_BLOCK, rows - row) * stride;
    for (let channel: i32 = 0; channel < channels;) {
      const isFour = channels - channel >= 4;
      const at: usize = 4 * <usize>channel;
      const m = loadLanes(mean + at, isFour);
      let px = x + at;
      let py = y + at;
      let pg = gradient + at;
      let offsets = f32x4.splat(0);
      let scales = offsets;
      for (const end = px + bytes; px < end; px += stride, py += stride, pg += stride) {
        let dy = loadLanes(pg, isFour);
        if (y) dy = v128.and(dy, f32x4.gt(loadLanes(py, isFour), f32x4.splat(0)));
        offsets = f32x4.add(offsets, dy);
        scales = f32x4.add(scales, f32x4.mul(dy, f32x4.sub(loadLanes(px, isFour), m)));
      }
      addUp(sums + 2 * at, offsets);
      addUp(scaleSums + 2 * at, scales);
      channel += isFour ? 4 : 1;
    }
    x += bytes;
    if (y) y += bytes;
    gradient += bytes;
  }
  finish(sums, channels, 1, byOffset);
  finish(scaleSums, channels, 1, byScale);
  for (let channel: i32 = 0; channel < channels; channel++, byScale += 4, inverse += 4) {
    f32.store(byScale, f32.load(byScale) * f32.load(inverse));
  }
}

function upper(x: v128): v128 {
  return f32x4.shuffle(x, x, 2, 3, 2, 3);
}

/** Computes `dx = dy a + x b + c` for each channel. See `normSums` for dy. */
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
