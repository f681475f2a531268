import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.js';

/** Returns bytes of a linear congruential generator. */
function noise(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from(
    { length },
    () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24,
  );
}

describe('crc32', () => {
  // The kernel starts at 19,200 bytes; its block has 24,576 bytes, and 4,800 bytes remain for zlib.
  const lengths = [0, 1, 4800, 19_199, 19_200, 19_215, 24_576, 29_375, 29_376, 29_392, 53_952, 361_017];

  it.each(lengths)('computes the same checksum as zlib for %i bytes', (length) => {
    const bytes = noise(length);
    expect(crc32(bytes)).toBe(zlibCrc32(bytes));
  });

  it('accepts every length around that of a vector', () => {
    const bytes = noise(60_064);
    for (let length = 60_000; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      expect(crc32(part)).toBe(zlibCrc32(part));
    }
  });

  it('accepts views at any offset and does not change them', () => {
    const bytes = noise(100_000, 7);
    const before = bytes.slice();
    for (const start of [1, 3, 44, 46]) {
      const part = bytes.subarray(start, 99_990);
      expect(crc32(part)).toBe(zlibCrc32(part));
    }
    expect(bytes).toEqual(before);
  });

  it('does not depend on earlier calls', () => {
    const zeros = new Uint8Array(40_000);
    const first = crc32(zeros);
    crc32(noise(90_001));
    expect(crc32(zeros)).toBe(first);
  });

  it('detects any changed bit', () => {
    const bytes = noise(30_000);
    const right = crc32(bytes);
    for (const at of [0, 3, 4, 4799, 24_575, 24_576, 25_199, 25_200, 29_999]) {
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      expect(crc32(bytes)).not.toBe(right);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    }
  });
});
