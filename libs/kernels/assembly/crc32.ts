// Computes CRC-32 with exclusive-or only. The polynomial of zip's CRC-32 divides `x^300 + x^155 + x^117 + x^89 + 1`,
// the only multiple with five terms up to that degree. Squaring doubles the exponents over GF(2), so after seven
// squarings it divides the same polynomial with 128 times the exponents. A vector of 16 bytes can therefore be added to
// the vectors 145, 183, 211 and 300 places after it without changing the remainder. Method: S. Russell, "Chorba: A
// novel CRC32 implementation", https://arxiv.org/abs/2412.16398.

/** The distance in bytes that a vector is moved. This many moved bytes must precede `from`. */
const REACH: usize = 300 * 16;

/** Moves `bytes` bytes at `from` (a multiple of 16) in place. The bytes before them must already be moved. */
export function fold(from: usize, bytes: usize): void {
  for (let x = from - REACH, end = x + bytes; x < end; x += 16) {
    const far = v128.xor(v128.load(x), v128.load(x, (300 - 211) * 16));
    const near = v128.xor(v128.load(x, (300 - 183) * 16), v128.load(x, (300 - 145) * 16));
    v128.store(x, v128.xor(v128.load(x, REACH), v128.xor(far, near)), REACH);
  }
}

/** Adds the moved vectors to the `REACH` bytes at `from`. These are not moved, and their remainder is the result. */
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
