/**
 * Computes `a b + c`, with one instruction and one rounding in the relaxed build and two of each in the plain build.
 */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The number of rows in a tile. A fused sum needs no register for the product, which leaves room for two more rows. */
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
