// CRC-32 by exclusive-or alone. The polynomial of zip's CRC-32 divides `x^300 + x^155 + x^117 + x^89 + 1`, the only
// multiple of five terms up to that degree; squared seven times it divides the same with exponents 128 times as large
// (over GF(2), squaring doubles exponents). So a vector of 16 bytes may be moved to those 145, 183, 211 and 300 vectors
// behind it, and no remainder changes. Method: S. Russell, "Chorba: A novel CRC32 implementation", https://arxiv.org/abs/2412.16398.

/** Reach of a moved vector in bytes; this many moved bytes must precede `from`. */
const REACH: usize = 300 * 16;

/** Moves `bytes` bytes at `from`, a multiple of 16, in place, after the bytes before them were moved. */
export function fold(from: usize, bytes: usize): void {
  for (let x = from - REACH, end = x + bytes; x < end; x += 16) {
    const far = v128.xor(v128.load(x), v128.load(x, (300 - 211) * 16));
    const near = v128.xor(v128.load(x, (300 - 183) * 16), v128.load(x, (300 - 145) * 16));
    v128.store(x, v128.xor(v128.load(x, REACH), v128.xor(far, near)), REACH);
  }
}

/** Adds the moved vectors to the `REACH` bytes at `from`, which are not moved: their remainder is the result. */
export function settle(from: usize): void {
  add(from, 145 * 16);
  add(from, 183 * 16);
  add(from, 211 * 16);
  add(from, REACH);
}

function add(from: usize, distance: usize): void {
  for (let x = from, end = from + distance; x < end; x += 16) {
    v128.store(x, v128.xor(v128.load(x), v128.load(x - distance)));
  }
}
