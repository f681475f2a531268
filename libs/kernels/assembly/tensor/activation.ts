import { madd } from './madd';

/**
 * Computes exp to within two units in the last place. It reduces the range to [-ln 2 / 2, ln 2 / 2] and applies a
 * polynomial of degree 6 (Cephes' expf). Arguments are clamped to ±87, where the result is a normal number.
 */
// @ts-ignore
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(87));
  // Adding 1.5 * 2^23 rounds to an integer and stores it in the low bits.
  const magic = f32x4.splat(12582912);
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), magic);
  const exponent = i32x4.sub(shifted, magic);
  const n = f32x4.sub(shifted, magic);
  // ln 2 is split into two parts to keep the digits of the remainder.
  x = madd(n, f32x4.splat(-0.693359375), x);
  x = madd(n, f32x4.splat(2.12194440e-4), x);
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(p, x, f32x4.splat(1.3981999507e-3));
  p = madd(p, x, f32x4.splat(8.3334519073e-3));
  p = madd(p, x, f32x4.splat(4.1665795894e-2));
  p = madd(p, x, f32x4.splat(1.6666665459e-1));
  p = madd(p, x, f32x4.splat(5.0000001201e-1));
  p = madd(f32x4.mul(p, x), x, f32x4.add(x, f32x4.splat(1)));
  return i32x4.add(p, i32x4.shl(exponent, 23));
}

// @ts-ignore
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** Computes tanh as 1 - 2 / (exp(2 x) + 1), with an absolute error of 1e-7. Small results lose relative precision. */
// @ts-ignore
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = exp4(f32x4.add(x, x));
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
}
