// Computes power spectra of four real frames at once. Each lane of a vector is a frame, so the FFT needs no shuffles. A
// frame of n samples becomes n / 2 complex points (two vectors each: real, imaginary). A Stockham FFT of radix 4
// transforms them, with radix 2 in the last pass if n / 2 is not a power of four.

/**
 * Multiplies four frames, `hop` bytes apart, by the window and transposes them: vector i of `to` contains sample i of
 * each frame. Writes samples from `start` to `end` (multiples of 4), outside of which the window is zero.
 */
export function loadFrames(from: usize, hop: usize, window: usize, start: i32, end: i32, to: usize): void {
  let at: usize = 4 * <usize>start;
  const stop: usize = 4 * <usize>end;
  for (; at < stop; at += 16) {
    const w = v128.load(window + at);
    const x = from + at;
    const a = f32x4.mul(v128.load(x), w);
    const b = f32x4.mul(v128.load(x + hop), w);
    const c = f32x4.mul(v128.load(x + 2 * hop), w);
    const d = f32x4.mul(v128.load(x + 3 * hop), w);
    const ab = f32x4.shuffle(a, b, 0, 4, 1, 5);
    const cd = f32x4.shuffle(c, d, 0, 4, 1, 5);
    const abHigh = f32x4.shuffle(a, b, 2, 6, 3, 7);
    const cdHigh = f32x4.shuffle(c, d, 2, 6, 3, 7);
    const y = to + 4 * at;
    v128.store(y, f32x4.shuffle(ab, cd, 0, 1, 4, 5));
    v128.store(y, f32x4.shuffle(ab, cd, 2, 3, 6, 7), 16);
    v128.store(y, f32x4.shuffle(abHigh, cdHigh, 0, 1, 4, 5), 32);
    v128.store(y, f32x4.shuffle(abHigh, cdHigh, 2, 3, 6, 7), 48);
  }
}

/**
 * Transforms `points` complex points at `input`, which does not change.
 *
 * @param twiddles for each radix-4 pass of length L from `points` down: `w^p, w^2p, w^3p` with `w = e^(-2 pi i / L)`
 * @param one scratch for `points` complex points
 * @param other a second scratch of the same size
 * @returns the scratch that contains the transform
 */
export function transform(input: usize, points: i32, twiddles: usize, one: usize, other: usize): usize {
  let x = input;
  let y = one;
  let stride = 1;
  let length = points;
  for (; length >= 4; length >>= 2, stride <<= 2) {
    radix4(length, stride, x, y, twiddles);
    twiddles += 6 * <usize>length;
    x = y;
    y = x === one ? other : one;
  }
  if (length === 1) return x;
  radix2(stride, x, y);
  return y;
}

function radix4(length: i32, stride: i32, from: usize, to: usize, twiddles: usize): void {
  const column: usize = 32 * <usize>stride;
  const quarter: usize = column * <usize>(length >> 2);
  // Group 0: every twiddle is 1.
  for (let x = from, y = to, end = from + column; x < end; x += 32, y += 32) {
    const ar = v128.load(x);
    const ai = v128.load(x, 16);
    const br = v128.load(x + quarter);
    const bi = v128.load(x + quarter, 16);
    const cr = v128.load(x + 2 * quarter);
    const ci = v128.load(x + 2 * quarter, 16);
    const dr = v128.load(x + 3 * quarter);
    const di = v128.load(x + 3 * quarter, 16);
    const sumR = f32x4.add(ar, cr);
    const sumI = f32x4.add(ai, ci);
    const differenceR = f32x4.sub(ar, cr);
    const differenceI = f32x4.sub(ai, ci);
    const otherSumR = f32x4.add(br, dr);
    const otherSumI = f32x4.add(bi, di);
    const otherDifferenceR = f32x4.sub(br, dr);
    const otherDifferenceI = f32x4.sub(bi, di);
    v128.store(y, f32x4.add(sumR, otherSumR));
    v128.store(y, f32x4.add(sumI, otherSumI), 16);
    v128.store(y + column, f32x4.add(differenceR, otherDifferenceI));
    v128.store(y + column, f32x4.sub(differenceI, otherDifferenceR), 16);
    v128.store(y + 2 * column, f32x4.sub(sumR, otherSumR));
    v128.store(y + 2 * column, f32x4.sub(sumI, otherSumI), 16);
    v128.store(y + 3 * column, f32x4.sub(differenceR, otherDifferenceI));
    v128.store(y + 3 * column, f32x4.add(differenceI, otherDifferenceR), 16);
  }
  for (let group = 1; group < length >> 2; group++) {
    twiddles += 24;
    from += column;
    to += 4 * column;
    const w1r = v128.load32_splat(twiddles);
    const w1i = v128.load32_splat(twiddles, 4);
    const w2r = v128.load32_splat(twiddles, 8);
    const w2i = v128.load32_splat(twiddles, 12);
    const w3r = v128.load32_splat(twiddles, 16);
    const w3i = v128.load32_splat(twiddles, 20);
    for (let x = from, y = to, end = from + column; x < end; x += 32, y += 32) {
      const ar = v128.load(x);
      const ai = v128.load(x, 16);
      const br = v128.load(x + quarter);
      const bi = v128.load(x + quarter, 16);
      const cr = v128.load(x + 2 * quarter);
      const ci = v128.load(x + 2 * quarter, 16);
      const dr = v128.load(x + 3 * quarter);
      const di = v128.load(x + 3 * quarter, 16);
      const sumR = f32x4.add(ar, cr);
      const sumI = f32x4.add(ai, ci);
      const differenceR = f32x4.sub(ar, cr);
      const differenceI = f32x4.sub(ai, ci);
      const otherSumR = f32x4.add(br, dr);
      const otherSumI = f32x4.add(bi, di);
      const otherDifferenceR = f32x4.sub(br, dr);
      const otherDifferenceI = f32x4.sub(bi, di);
      v128.store(y, f32x4.add(sumR, otherSumR));
      v128.store(y, f32x4.add(sumI, otherSumI), 16);
      let r = f32x4.add(differenceR, otherDifferenceI);
      let i = f32x4.sub(differenceI, otherDifferenceR);
      v128.store(y + column, f32x4.sub(f32x4.mul(r, w1r), f32x4.mul(i, w1i)));
      v128.store(y + column, f32x4.add(f32x4.mul(r, w1i), f32x4.mul(i, w1r)), 16);
      r = f32x4.sub(sumR, otherSumR);
      i = f32x4.sub(sumI, otherSumI);
      v128.store(y + 2 * column, f32x4.sub(f32x4.mul(r, w2r), f32x4.mul(i, w2i)));
      v128.store(y + 2 * column, f32x4.add(f32x4.mul(r, w2i), f32x4.mul(i, w2r)), 16);
      r = f32x4.sub(differenceR, otherDifferenceI);
      i = f32x4.add(differenceI, otherDifferenceR);
      v128.store(y + 3 * column, f32x4.sub(f32x4.mul(r, w3r), f32x4.mul(i, w3i)));
      v128.store(y + 3 * column, f32x4.add(f32x4.mul(r, w3i), f32x4.mul(i, w3r)), 16);
    }
  }
}

function radix2(stride: i32, from: usize, to: usize): void {
  const half: usize = 32 * <usize>stride;
  for (let end = from + half; from < end; from += 16, to += 16) {
    const a = v128.load(from);
    const b = v128.load(from + half);
    v128.store(to, f32x4.add(a, b));
    v128.store(to + half, f32x4.sub(a, b));
  }
}

/**
 * Computes the powers at the `points + 1` frequencies from 0 to Nyquist, one vector each, from the transform: `X[k] =
 * (Z[k] + Z*[m - k]) / 2 - i w^k (Z[k] - Z*[m - k]) / 2` with m points and `w = e^(-2 pi i / 2m)`.
 *
 * @param twiddles `w^k` for k from 0 to m / 2, as pairs
 */
export function splitPowers(z: usize, points: i32, twiddles: usize, power: usize): void {
  const quarter = f32x4.splat(0.25);
  const dcR = v128.load(z);
  const dcI = v128.load(z, 16);
  const sum = f32x4.add(dcR, dcI);
  const difference = f32x4.sub(dcR, dcI);
  let mirrorPower = power + 16 * <usize>points;
  let mirror = z + 32 * <usize>points;
  v128.store(power, f32x4.mul(sum, sum));
  v128.store(mirrorPower, f32x4.mul(difference, difference));
  for (let k = 1; k <= points >> 1; k++) {
    z += 32;
    mirror -= 32;
    power += 16;
    mirrorPower -= 16;
    twiddles += 8;
    const kr = v128.load(z);
    const ki = v128.load(z, 16);
    const mr = v128.load(mirror);
    const mi = v128.load(mirror, 16);
    const evenR = f32x4.add(kr, mr);
    const evenI = f32x4.sub(ki, mi);
    const oddR = f32x4.add(ki, mi);
    const oddI = f32x4.sub(mr, kr);
    const wr = v128.load32_splat(twiddles);
    const wi = v128.load32_splat(twiddles, 4);
    const turnedR = f32x4.sub(f32x4.mul(oddR, wr), f32x4.mul(oddI, wi));
    const turnedI = f32x4.add(f32x4.mul(oddR, wi), f32x4.mul(oddI, wr));
    const upperR = f32x4.add(evenR, turnedR);
    const upperI = f32x4.add(evenI, turnedI);
    const lowerR = f32x4.sub(evenR, turnedR);
    const lowerI = f32x4.sub(evenI, turnedI);
    const upper = f32x4.add(f32x4.mul(upperR, upperR), f32x4.mul(upperI, upperI));
    const lower = f32x4.add(f32x4.mul(lowerR, lowerR), f32x4.mul(lowerI, lowerI));
    v128.store(power, f32x4.mul(upper, quarter));
    v128.store(mirrorPower, f32x4.mul(lower, quarter));
  }
}
