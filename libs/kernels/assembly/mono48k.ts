// Decimates mono 16-bit PCM by 3, like `decimate16` in ./pcm16.ts, for two filter sizes: `kaiser-8` and `sinc-hann-41`
// from 48 kHz. Outputs n and n + 8 start 48 bytes (three vectors) apart: a vector of input that meets vector j of one
// output's taps meets vector j - 3 of the other's. The loops therefore compute one output of each group of 8 at a time.
// The taps stay in registers, and each input vector is loaded once or twice instead of once per vector of taps.

const GROUP_BYTES: usize = 48;

/** The numbers of vectors in `low` and `high`, and the vector of `low` at which `high` starts. */
const LONG_LOW: usize = 14;
const LONG_HIGH: usize = 2;
const LONG_HIGH_AT: usize = 6;
const SHORT_LOW: usize = 5;
const SHORT_HIGH: usize = 1;
const SHORT_HIGH_AT: usize = 2;

export function isLong(lowBytes: usize, highFrom: usize, highBytes: usize): bool {
  return lowBytes === 16 * LONG_LOW && highBytes === 16 * LONG_HIGH && highFrom === 16 * LONG_HIGH_AT;
}

export function isShort(lowBytes: usize, highFrom: usize, highBytes: usize): bool {
  return lowBytes === 16 * SHORT_LOW && highBytes === 16 * SHORT_HIGH && highFrom === 16 * SHORT_HIGH_AT;
}

/** The number of groups whose sums are kept in scratch. These sums and their input fit in the first-level cache. */
const CHUNK_GROUPS: i32 = 64;
/** The size of a group's sums in bytes: one vector for each of four outputs. */
const GROUP_SUMS: usize = 64;
/** The size of one kind of sums in bytes, including two extra groups on both sides. */
const KIND_SUMS: usize = <usize>(CHUNK_GROUPS + 4) * GROUP_SUMS;

/**
 * Decimates with the longer filter. Reads up to two groups beyond the last output's input.
 *
 * @param outputs rounded up to 8; the function writes that many
 * @param scratch 17,408 bytes for four kinds of sums
 */
export function decimateLong(
  from: usize,
  low: usize,
  high: usize,
  outputs: i32,
  gain: f32,
  highGain: f32,
  scratch: usize,
  to: usize,
): void {
  const sums = scratch + 2 * GROUP_SUMS;
  for (let left = (outputs + 7) >> 3; left > 0; left -= CHUNK_GROUPS) {
    const groups = min(left, CHUNK_GROUPS);
    for (let half: usize = 0; half < 2; half++) {
      for (let place: usize = 0; place < 4; place++) {
        const x = from + 24 * half + 6 * place;
        const at = sums + 16 * place;
        // The first pass sums vectors 0 to 5 and the part of `high` on 6 and 7. The second sums 6 to 11, and 12 and 13.
        sumSixAndTwo(x, low, high, groups, at, at + KIND_SUMS);
        sumSixAndTwo(x + 96, low + 96, low + 192, groups, at + 2 * KIND_SUMS, at + 3 * KIND_SUMS);
      }
      addUpKinds(sums, groups, gain, highGain, to + 16 * half);
    }
    from += <usize>CHUNK_GROUPS * GROUP_BYTES;
    to += <usize>CHUNK_GROUPS * 32;
  }
}

/**
 * Sums, for one output of each group, six vectors of taps at `h` and two at `top`, which follow those six. Eight
 * vectors of taps fit in registers. The loop takes two groups at a time, so that no sum moves between registers. It
 * also writes sums for up to two groups before the first and two after the last.
 */
function sumSixAndTwo(x: usize, h: usize, top: usize, groups: i32, sums: usize, topSums: usize): void {
  const h0 = v128.load(h);
  const h1 = v128.load(h, 16);
  const h2 = v128.load(h, 32);
  const h3 = v128.load(h, 48);
  const h4 = v128.load(h, 64);
  const h5 = v128.load(h, 80);
  const top0 = v128.load(top);
  const top1 = v128.load(top, 16);
  let b = i32x4.splat(0);
  sums -= GROUP_SUMS;
  topSums -= 2 * GROUP_SUMS;
  const end = x + <usize>(groups + 2) * GROUP_BYTES;
  for (; x < end; x += 2 * GROUP_BYTES, sums += 2 * GROUP_SUMS, topSums += 2 * GROUP_SUMS) {
    let x0 = v128.load(x);
    let x1 = v128.load(x, 16);
    let x2 = v128.load(x, 32);
    v128.store(topSums, i32x4.add(i32x4.dot_i16x8_s(x0, top0), i32x4.dot_i16x8_s(x1, top1)));
    v128.store(sums, i32x4.add(b, sumThree(x0, h3, x1, h4, x2, h5)));
    const a = sumThree(x0, h0, x1, h1, x2, h2);
    x0 = v128.load(x, 48);
    x1 = v128.load(x, 64);
    x2 = v128.load(x, 80);
    v128.store(topSums, i32x4.add(i32x4.dot_i16x8_s(x0, top0), i32x4.dot_i16x8_s(x1, top1)), GROUP_SUMS);
    v128.store(sums, i32x4.add(a, sumThree(x0, h3, x1, h4, x2, h5)), GROUP_SUMS);
    b = sumThree(x0, h0, x1, h1, x2, h2);
  }
}

function sumThree(x0: v128, h0: v128, x1: v128, h1: v128, x2: v128, h2: v128): v128 {
  const two = i32x4.add(i32x4.dot_i16x8_s(x0, h0), i32x4.dot_i16x8_s(x1, h1));
  return i32x4.add(two, i32x4.dot_i16x8_s(x2, h2));
}

/** Writes outputs `8 m` to `8 m + 3`, the totals of their four kinds of sums. */
function addUpKinds(sums: usize, groups: i32, gain: f32, highGain: f32, to: usize): void {
  const g = f32x4.splat(gain);
  const gh = f32x4.splat(highGain);
  for (let end = sums + <usize>groups * GROUP_SUMS; sums < end; sums += GROUP_SUMS, to += 32) {
    const a = laneSums(sums, g, gh);
    const b = laneSums(sums + 16, g, gh);
    const c = laneSums(sums + 32, g, gh);
    const d = laneSums(sums + 48, g, gh);
    const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(f32x4.shuffle(c, d, 0, 4, 1, 5), f32x4.shuffle(c, d, 2, 6, 3, 7));
    v128.store(to, f32x4.add(f32x4.shuffle(ab, cd, 0, 1, 4, 5), f32x4.shuffle(ab, cd, 2, 3, 6, 7)));
  }
}

function laneSums(at: usize, gain: v128, highGain: v128): v128 {
  const some = i32x4.add(v128.load(at), v128.load(at, 2 * KIND_SUMS));
  return weighted(i32x4.add(some, v128.load(at, 3 * KIND_SUMS)), gain, v128.load(at, KIND_SUMS), highGain);
}

/** Decimates with the shorter filter. @param scratch see `decimateLong` */
export function decimateShort(
  from: usize,
  low: usize,
  high: usize,
  outputs: i32,
  gain: f32,
  highGain: f32,
  scratch: usize,
  to: usize,
): void {
  const sums = scratch + 2 * GROUP_SUMS;
  const g = f32x4.splat(gain);
  const gh = f32x4.splat(highGain);
  for (let left = (outputs + 7) >> 3; left > 0; left -= CHUNK_GROUPS) {
    const groups = min(left, CHUNK_GROUPS);
    for (let half: usize = 0; half < 2; half++) {
      for (let place: usize = 0; place < 4; place++) {
        sumSix(from + 24 * half + 6 * place, low, high, groups, g, gh, sums + 16 * place);
      }
      addUpLanes(sums, groups, to + 16 * half);
    }
    from += <usize>CHUNK_GROUPS * GROUP_BYTES;
    to += <usize>CHUNK_GROUPS * 32;
  }
}

/** Computes the lanes of one output of each group. A single pass covers all taps, so the sums become floats at once. */
function sumSix(x: usize, low: usize, high: usize, groups: i32, g: v128, gh: v128, sums: usize): void {
  const h0 = v128.load(low);
  const h1 = v128.load(low, 16);
  const h2 = v128.load(low, 32);
  const h3 = v128.load(low, 48);
  const h4 = v128.load(low, 64);
  const top = v128.load(high);
  let x0 = v128.load(x);
  let x1 = v128.load(x, 16);
  const end = x + <usize>groups * GROUP_BYTES;
  for (; x < end; x += GROUP_BYTES, sums += GROUP_SUMS) {
    const x2 = v128.load(x, 32);
    const a = sumThree(x0, h0, x1, h1, x2, h2);
    x0 = v128.load(x, 48);
    x1 = v128.load(x, 64);
    const b = i32x4.add(i32x4.dot_i16x8_s(x0, h3), i32x4.dot_i16x8_s(x1, h4));
    v128.store(sums, weighted(i32x4.add(a, b), g, i32x4.dot_i16x8_s(x2, top), gh));
  }
}

/** Writes outputs `8 m` to `8 m + 3`, the totals of their lanes. */
function addUpLanes(sums: usize, groups: i32, to: usize): void {
  for (let end = sums + <usize>groups * GROUP_SUMS; sums < end; sums += GROUP_SUMS, to += 32) {
    const a = v128.load(sums);
    const b = v128.load(sums, 16);
    const c = v128.load(sums, 32);
    const d = v128.load(sums, 48);
    const ab = f32x4.add(f32x4.shuffle(a, b, 0, 4, 1, 5), f32x4.shuffle(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(f32x4.shuffle(c, d, 0, 4, 1, 5), f32x4.shuffle(c, d, 2, 6, 3, 7));
    v128.store(to, f32x4.add(f32x4.shuffle(ab, cd, 0, 1, 4, 5), f32x4.shuffle(ab, cd, 2, 3, 6, 7)));
  }
}

/** Converts the lanes of `low` and `high` to floats and adds them. Only the separate integer sums fit 32 bits. */
function weighted(low: v128, gain: v128, high: v128, highGain: v128): v128 {
  const sum = f32x4.mul(f32x4.convert_i32x4_s(low), gain);
  return f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(high), highGain));
}
