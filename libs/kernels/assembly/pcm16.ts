// Peak, conversion and integer decimation of 16-bit little-endian PCM, as in a WAV file. `from` and `to` are addresses.
// The callers in ../src ensure that all accesses stay within memory.

import { decimateLong, decimateShort, isLong, isShort } from './mono48k';

/** Returns the largest magnitude of `count` samples. Reads up to a multiple of 32, and the surplus must be zero. */
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
  // Negating -32,768 overflows 16 bits, so the values are widened first.
  const lowWide = i32x4.min_s(i32x4.extend_low_i16x8_s(low), i32x4.extend_high_i16x8_s(low));
  const highWide = i32x4.max_s(i32x4.extend_low_i16x8_s(high), i32x4.extend_high_i16x8_s(high));
  return largest(i32x4.max_s(i32x4.neg(lowWide), highWide));
}

/**
 * Returns the largest magnitude of left + right over `frames` frames. Reads up to a multiple of 4; the surplus must be
 * zero.
 */
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

/** Computes `to[n] = gain * x[n]` for `count` samples, rounded up to 8. */
export function convertMono(from: usize, count: i32, gain: f32, to: usize): void {
  const g = f32x4.splat(gain);
  for (let end = from + 2 * <usize>count; from < end; from += 16, to += 32) {
    const x = v128.load(from);
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x)), g));
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x)), g), 16);
  }
}

/** Computes `to[n] = gain * (left[n] + right[n])` for `frames` frames, rounded up to 4. */
export function convertStereo(from: usize, frames: i32, gain: f32, to: usize): void {
  const g = f32x4.splat(gain);
  const ones = i16x8.splat(1);
  for (let end = from + 4 * <usize>frames; from < end; from += 16, to += 16) {
    v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(v128.load(from), ones)), g));
  }
}

/**
 * Decodes, mixes down and decimates raw interleaved PCM in one pass: `to[n] = gain * sum low[k] x[n stride + k] +
 * highGain * sum high[k] x[n stride + highFrom + k]`. Coefficients are 16-bit integers. `low` contains all taps. `high`
 * contains the bits above 16 of the taps around the middle. `i32x4.dot_i16x8_s` computes 8 products. No lane exceeds 32
 * bits, so sums are exact until lanes are added as floats.
 *
 * @param stride bytes from one output's first sample to the next output's
 * @param lowBytes size of the coefficients, a multiple of 16; each tap is repeated for every channel
 * @param highFrom bytes from an output's first sample to the first sample that `high` applies to
 * @param highBytes a multiple of 16
 * @param outputs rounded up to 8
 * @param scratch 17,408 bytes
 */
export function decimate16(
  from: usize,
  stride: usize,
  low: usize,
  lowBytes: usize,
  high: usize,
  highFrom: usize,
  highBytes: usize,
  outputs: i32,
  gain: f32,
  highGain: f32,
  scratch: usize,
  to: usize,
): void {
  const end = to + 4 * <usize>outputs;
  if (stride === MONO_48K) {
    if (isLong(lowBytes, highFrom, highBytes)) {
      decimateLong(from, low, high, outputs, gain, highGain, scratch, to);
      return;
    }
    if (isShort(lowBytes, highFrom, highBytes)) {
      decimateShort(from, low, high, outputs, gain, highGain, scratch, to);
      return;
    }
    for (; to < end; to += 32, from += 8 * MONO_48K) {
      sumEight(from, low, lowBytes, gain, highFrom, high, highBytes, highGain, to);
    }
    return;
  }
  for (; to < end; to += 16, from += 4 * stride) {
    const sum = sumFour(from + highFrom, stride, high, highBytes, highGain);
    v128.store(to, f32x4.add(sum, sumFour(from, stride, low, lowBytes, gain)));
  }
}

/** The bytes between outputs of most clips: 48 kHz, 16 bits, one channel. */
const MONO_48K: usize = 6;

/** Computes `gain * sum h[k] x[n stride + k]` of four outputs. */
function sumFour(x0: usize, stride: usize, h: usize, bytes: usize, gain: f32): v128 {
  let x1 = x0 + stride;
  let x2 = x1 + stride;
  let x3 = x2 + stride;
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let end = h + bytes; h < end; h += 16, x0 += 16, x1 += 16, x2 += 16, x3 += 16) {
    const taps = v128.load(h);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(x0), taps));
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(x1), taps));
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load(x2), taps));
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load(x3), taps));
  }
  return f32x4.mul(sumsOfLanes(s0, s1, s2, s3), f32x4.splat(gain));
}

/**
 * Computes both sums of eight outputs that are `MONO_48K` apart. V8 keeps eight sums in registers, and constant offsets
 * need no additions.
 */
function sumEight(
  x: usize,
  low: usize,
  lowBytes: usize,
  gain: f32,
  highFrom: usize,
  high: usize,
  highBytes: usize,
  highGain: f32,
  to: usize,
): void {
  let s0 = i32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  const highEnd = high + highBytes;
  let at = x + highFrom;
  for (; high < highEnd; high += 16, at += 16) {
    const taps = v128.load(high);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(at), taps));
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(at, 6), taps));
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load(at, 12), taps));
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load(at, 18), taps));
    s4 = i32x4.add(s4, i32x4.dot_i16x8_s(v128.load(at, 24), taps));
    s5 = i32x4.add(s5, i32x4.dot_i16x8_s(v128.load(at, 30), taps));
    s6 = i32x4.add(s6, i32x4.dot_i16x8_s(v128.load(at, 36), taps));
    s7 = i32x4.add(s7, i32x4.dot_i16x8_s(v128.load(at, 42), taps));
  }
  const gh = f32x4.splat(highGain);
  const first = f32x4.mul(f32x4.convert_i32x4_s(integerSums(s0, s1, s2, s3)), gh);
  const second = f32x4.mul(f32x4.convert_i32x4_s(integerSums(s4, s5, s6, s7)), gh);
  s0 = i32x4.splat(0);
  s1 = s0;
  s2 = s0;
  s3 = s0;
  s4 = s0;
  s5 = s0;
  s6 = s0;
  s7 = s0;
  const lowEnd = low + lowBytes;
  for (; low < lowEnd; low += 16, x += 16) {
    const taps = v128.load(low);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(x), taps));
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(x, 6), taps));
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load(x, 12), taps));
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load(x, 18), taps));
    s4 = i32x4.add(s4, i32x4.dot_i16x8_s(v128.load(x, 24), taps));
    s5 = i32x4.add(s5, i32x4.dot_i16x8_s(v128.load(x, 30), taps));
    s6 = i32x4.add(s6, i32x4.dot_i16x8_s(v128.load(x, 36), taps));
    s7 = i32x4.add(s7, i32x4.dot_i16x8_s(v128.load(x, 42), taps));
  }
  const g = f32x4.splat(gain);
  v128.store(to, f32x4.add(first, f32x4.mul(sumsOfLanes(s0, s1, s2, s3), g)));
  v128.store(to, f32x4.add(second, f32x4.mul(sumsOfLanes(s4, s5, s6, s7), g)), 16);
}

/** Returns `[sum a, sum b, sum c, sum d]`. The sums of `high` are far below 32 bits. */
function integerSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return i32x4.add(i32x4.shuffle(ab, cd, 0, 1, 4, 5), i32x4.shuffle(ab, cd, 2, 3, 6, 7));
}

/** Returns `[sum a, sum b, sum c, sum d]` as floats. A lane fits 32 bits, but the sum may not. */
function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  a = f32x4.convert_i32x4_s(a);
  b = f32x4.convert_i32x4_s(b);
  c = f32x4.convert_i32x4_s(c);
  d = f32x4.convert_i32x4_s(d);
  const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(f32x4.shuffle(c, d, 0, 4, 1, 5), f32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(f32x4.shuffle(ab, cd, 0, 1, 4, 5), f32x4.shuffle(ab, cd, 2, 3, 6, 7));
}
