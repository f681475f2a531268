import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './weight-codec.js';

describe('float16', () => {
  it.each([
    [0, 0],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [1e6, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -26, 0x0000],
    [1 / 3, 0x3555],
    [1 + 2 ** -11, 0x3c00], // a tie, to even
    [1 + 3 * 2 ** -11, 0x3c02], // a tie, to even
    [2 - 2 ** -12, 0x4000], // carries into the exponent
  ])('encodes %d as IEEE 754 defines', (value, half) => {
    expect(toFloat16(value)).toBe(half);
  });

  it('preserves every half', () => {
    for (let half = 0; half < 0x7c00; half++) expect(toFloat16(fromFloat16(half))).toBe(half);
    for (let half = 0x8001; half < 0xfc00; half++) expect(toFloat16(fromFloat16(half))).toBe(half);
  });
});
