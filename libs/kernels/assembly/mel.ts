import { loadFrames, splitPowers, transform } from './fft';

// The addresses and sizes of tables and scratch, as laid out by ../src/mfcc-layout.ts and set by `configure`.
let points: i32 = 0;
let bands: i32 = 0;
let windowStart: i32 = 0;
let windowEnd: i32 = 0;
let windowAt: usize = 0;
let twiddlesAt: usize = 0;
let splitTwiddlesAt: usize = 0;
let starts: usize = 0;
let lengths: usize = 0;
let weights: usize = 0;
let framesAt: usize = 0;
let scratchOne: usize = 0;
let scratchOther: usize = 0;
let powerAt: usize = 0;
let melAt: usize = 0;

/** Sets the layout. Call it before `melPowers`. The samples at `framesAt` must be zero wherever the window is zero. */
export function configure(
  points_: i32,
  bands_: i32,
  windowStart_: i32,
  windowEnd_: i32,
  window_: usize,
  twiddles_: usize,
  splitTwiddles_: usize,
  starts_: usize,
  lengths_: usize,
  weights_: usize,
  frames_: usize,
  scratchOne_: usize,
  scratchOther_: usize,
  power_: usize,
  mel_: usize,
): void {
  points = points_;
  bands = bands_;
  windowStart = windowStart_;
  windowEnd = windowEnd_;
  windowAt = window_;
  twiddlesAt = twiddles_;
  splitTwiddlesAt = splitTwiddles_;
  starts = starts_;
  lengths = lengths_;
  weights = weights_;
  framesAt = frames_;
  scratchOne = scratchOne_;
  scratchOther = scratchOther_;
  powerAt = power_;
  melAt = mel_;
}

/**
 * Computes the mel powers of `frames` frames, `hop` samples apart, and writes rows of `bands` values to `to`. The
 * number of rows is rounded up to a multiple of 4, so the samples of those extra frames must be readable.
 *
 * @returns the largest power of the requested frames
 */
export function melPowers(from: usize, hop: i32, frames: i32, to: usize): f32 {
  const hopBytes: usize = 4 * <usize>hop;
  const rowBytes: usize = 4 * <usize>bands;
  let largest: f32 = 0;
  for (let frame = 0; frame < frames; frame += 4, from += 4 * hopBytes, to += 4 * rowBytes) {
    loadFrames(from, hopBytes, windowAt, windowStart, windowEnd, framesAt);
    const z = transform(framesAt, points, twiddlesAt, scratchOne, scratchOther);
    splitPowers(z, points, splitTwiddlesAt, powerAt);
    const loudest = applyBank();
    largest = max(largest, f32x4.extract_lane(loudest, 0));
    if (frame + 1 < frames) largest = max(largest, f32x4.extract_lane(loudest, 1));
    if (frame + 2 < frames) largest = max(largest, f32x4.extract_lane(loudest, 2));
    if (frame + 3 < frames) largest = max(largest, f32x4.extract_lane(loudest, 3));
    storeRows(to, rowBytes);
  }
  return largest;
}

/** Sums weighted powers to one vector per band. Returns the largest value of each lane. */
function applyBank(): v128 {
  let loudest = f32x4.splat(0);
  let w = weights;
  let mel = melAt;
  for (let band: usize = 0; band < 4 * <usize>bands; band += 4, mel += 16) {
    let p = powerAt + 16 * <usize>i32.load(starts + band);
    const length: usize = i32.load(lengths + band);
    let even = f32x4.splat(0);
    let odd = even;
    let i: usize = 0;
    for (; i + 2 <= length; i += 2, w += 8, p += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load(p), v128.load32_splat(w)));
      odd = f32x4.add(odd, f32x4.mul(v128.load(p, 16), v128.load32_splat(w, 4)));
    }
    if (i < length) {
      even = f32x4.add(even, f32x4.mul(v128.load(p), v128.load32_splat(w)));
      w += 4;
    }
    const sum = f32x4.add(even, odd);
    loudest = f32x4.pmax(loudest, sum);
    v128.store(mel, sum);
  }
  return loudest;
}

/** Transposes vectors per band to rows per frame. */
function storeRows(to: usize, rowBytes: usize): void {
  for (let mel = melAt, end = melAt + 4 * rowBytes; mel < end; mel += 64, to += 16) {
    const a = v128.load(mel);
    const b = v128.load(mel, 16);
    const c = v128.load(mel, 32);
    const d = v128.load(mel, 48);
    const ab = f32x4.shuffle(a, b, 0, 4, 1, 5);
    const cd = f32x4.shuffle(c, d, 0, 4, 1, 5);
    const abHigh = f32x4.shuffle(a, b, 2, 6, 3, 7);
    const cdHigh = f32x4.shuffle(c, d, 2, 6, 3, 7);
    v128.store(to, f32x4.shuffle(ab, cd, 0, 1, 4, 5));
    v128.store(to + rowBytes, f32x4.shuffle(ab, cd, 2, 3, 6, 7));
    v128.store(to + 2 * rowBytes, f32x4.shuffle(abHigh, cdHigh, 0, 1, 4, 5));
    v128.store(to + 3 * rowBytes, f32x4.shuffle(abHigh, cdHigh, 2, 3, 6, 7));
  }
}
