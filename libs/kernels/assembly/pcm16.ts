// 16-bit little-endian PCM, as it stands in a WAV file: peak, conversion, and decimation in integers. `from` and `to`
// are addresses; the callers in ../src see to it that everything read and written lies within memory.

/** Largest magnitude of `count` samples, rounded up to 32: what lies behind them must be zero. */
export function peakMono(from: usize, count: i32): i32 {
  let low = i16x8.splat(0);
  let high = i16x8.splat(0);
  for (let end = from + 2 * <usize>count; from < end; from += 64) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    low = i16x8.min_s(low, i16x8.min_s(i16x8.min_s(a, b), i16x8.min_s(c, d)));
    high = i16x8.max_s(high, i16x8.max_s(i16x8.max_s(a, b), i16x8.max_s(c, d)));
  }
  // -(-32,768) has no place in 16 bits.
  const lowWide = i32x4.min_s(i32x4.extend_low_i16x8_s(low), i32x4.extend_high_i16x8_s(low));
  const highWide = i32x4.max_s(i32x4.extend_low_i16x8_s(high), i32x4.extend_high_i16x8_s(high));
  return largest(i32x4.max_s(i32x4.neg(lowWide), highWide));
}

/** Largest magnitude of left + right of `frames` frames, rounded up to vectors of 4, with zeros behind them. */
export function peakStereo(from: usize, frames: i32): i32 {
  const ones = i16x8.splat(1);
  let high = i32x4.splat(0);
  for (let end = from + 4 * <usize>frames; from < end; from += 16) {
    high = i32x4.max_s(high, i32x4.abs(i32x4.dot_i16x8_s(v128.load(from), ones)));
  }
  return largest(high);
}

function largest(x: v128): i32 {
  const a = max(i32x4.extract_lane(x, 0), i32x4.extract_lane(x, 1));
  const b = max(i32x4.extract_lane(x, 2), i32x4.extract_lane(x, 3));
  return max(a, b);
}

/** `to[n] = gain * x[n]` for `count` samples, rounded up to 8. */
export function convertMono(from: usize, count: i32, gain: f32, to: usize): void {
  const g = f32x4.splat(gain);
  for (let end = from + 2 * <usize>count; from < end; from += 16, to += 32) {
    const x = v128.load(from);
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x)), g));
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x)), g), 16);
  }
}

/** `to[n] = gain * (left[n] + right[n])` for `frames` frames, rounded up to 4. */
export function convertStereo(from: usize, frames: i32, gain: f32, to: usize): void {
  const g = f32x4.splat(gain);
  const ones = i16x8.splat(1);
  for (let end = from + 4 * <usize>frames; from < end; from += 16, to += 16) {
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(v128.load(from), ones)), g));
  }
}

/**
 * Decodes, mixes down and decimates in one pass over raw interleaved PCM:
 * `to[n] = highGain * sum high[k] x[n stride + k] + lowGain * sum low[k] x[n stride + k]`. Coefficients are 16-bit
 * high and low halves whose sums cannot leave 32 bits, so both sums are exact. `i32x4.dot_i16x8_s` makes 8 products;
 * four outputs go together because V8 spills more than eight vector accumulators.
 *
 * @param stride bytes from one output's first sample to the next one's
 * @param taps coefficients of each half, a multiple of 8, each tap once a channel
 * @param outputs rounded up to 4
 */
export function decimate16(
  from: usize,
  stride: usize,
  high: usize,
  low: usize,
  taps: i32,
  outputs: i32,
  highGain: f32,
  lowGain: f32,
  to: usize,
): void {
  const toLow = low - high;
  const highEnd = high + 2 * <usize>taps;
  const gainH = f32x4.splat(highGain);
  const gainL = f32x4.splat(lowGain);
  for (let end = to + 4 * <usize>outputs; to < end; to += 16, from += 4 * stride) {
    let x0 = from;
    let x1 = x0 + stride;
    let x2 = x1 + stride;
    let x3 = x2 + stride;
    let h0 = i32x4.splat(0);
    let h1 = h0;
    let h2 = h0;
    let h3 = h0;
    let l0 = h0;
    let l1 = h0;
    let l2 = h0;
    let l3 = h0;
    for (let at = high; at < highEnd; at += 16) {
      const h = v128.load(at);
      const l = v128.load(at + toLow);
      let x = v128.load(x0);
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(x, h));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(x, l));
      x = v128.load(x1);
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(x, h));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(x, l));
      x = v128.load(x2);
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(x, h));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(x, l));
      x = v128.load(x3);
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(x, h));
      l3 = i32x4.add(l3, i32x4.dot_i16x8_s(x, l));
      x0 += 16;
      x1 += 16;
      x2 += 16;
      x3 += 16;
    }
    const sumH = f32x4.convert_i32x4_s(sumsOfLanes(h0, h1, h2, h3));
    const sumL = f32x4.convert_i32x4_s(sumsOfLanes(l0, l1, l2, l3));
    v128.store(to, f32x4.add(f32x4.mul(sumH, gainH), f32x4.mul(sumL, gainL)));
  }
}

/** `[sum a, sum b, sum c, sum d]`. */
function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return i32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}
