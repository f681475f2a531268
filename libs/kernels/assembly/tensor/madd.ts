/** `a b + c`: one instruction and one rounding in the relaxed build, two in the plain one. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Rows of a tile from packed strips: fused, a sum needs no register between product and sum, which leaves room for two more. */
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
