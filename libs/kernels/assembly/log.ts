/** Mantissas are below 2, so a product of this many fits a 32-bit float. */
const FRAMES_A_PRODUCT: i32 = 16;
/** `10 log10(x) = DB_PER_OCTAVE log2(x)`. */
const DB_PER_OCTAVE: f64 = 3.010299956639812;

/**
 * Computes the mean level of each band over `frames` rows, in decibels, raised to `floor`. Adds `added` to every power
 * first. Reads rows of `bands` values at `from` and writes `bands` values to `to`. One logarithm serves many frames,
 * because `sum log p = log prod p`: exponents are added as integers and mantissas are multiplied.
 */
export function meanDecibels(from: usize, frames: i32, bands: i32, added: f32, floor: f32, to: usize): void {
  const rowBytes: usize = 4 * <usize>bands;
  const least = f32x4.splat(floor);
  const more = f32x4.splat(added);
  const scale = f32x4.splat(<f32>(DB_PER_OCTAVE / <f64>frames));
  const one = f32x4.splat(1);
  const mantissaBits = i32x4.splat(0x007fffff);
  const bias = i32x4.splat(127);
  for (let end = from + rowBytes; from < end; from += 16, to += 16) {
    let exponent = i32x4.splat(0);
    let mantissa = one;
    let at = from;
    for (let left = frames; left > 0; left -= FRAMES_A_PRODUCT) {
      const stop = at + rowBytes * <usize>min(left, FRAMES_A_PRODUCT);
      for (; at < stop; at += rowBytes) {
        const x = f32x4.pmax(least, f32x4.add(more, v128.load(at)));
        exponent = i32x4.add(exponent, i32x4.sub(i32x4.shr_u(x, 23), bias));
        mantissa = f32x4.mul(mantissa, v128.or(v128.and(x, mantissaBits), one));
      }
      exponent = i32x4.add(exponent, i32x4.sub(i32x4.shr_u(mantissa, 23), bias));
      mantissa = v128.or(v128.and(mantissa, mantissaBits), one);
    }
    v128.store(to, f32x4.mul(scale, f32x4.add(f32x4.convert_i32x4_s(exponent), log2(mantissa))));
  }
}

/**
 * Computes log2 of values in [1, 2) to within 1e-7. Values above sqrt 2 are halved; then Cephes logf's polynomial
 * `log(1 + t) = t - t^2 / 2 + t^3 P(t)` applies (Moshier, Methods and Programs for Mathematical Functions, 1989).
 */
function log2(x: v128): v128 {
  const one = f32x4.splat(1);
  const isLarge = f32x4.gt(x, f32x4.splat(1.4142135623730951));
  const t = f32x4.sub(v128.bitselect(f32x4.mul(x, f32x4.splat(0.5)), x, isLarge), one);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.167699874e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(3.3333331174e-1));
  const square = f32x4.mul(t, t);
  p = f32x4.sub(f32x4.mul(f32x4.mul(p, t), square), f32x4.mul(f32x4.splat(0.5), square));
  const natural = f32x4.add(t, p);
  const octaves = f32x4.mul(natural, f32x4.splat(1.4426950408889634));
  return f32x4.add(octaves, v128.and(isLarge, one));
}
