import { describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { decodeWeight, encodeWeight } from './weight-codec.js';

const SHAPE = [30, 4];
const random = Random.seeded(3, 'weights');
/** Channels of very different magnitudes. */
const values = Float32Array.from({ length: 120 }, (_, at) => random.normal() * 10 ** ((at % 4) - 2));
const pruned = values.map((value, at) => (at % 5 === 0 ? value : 0));

describe('encodeWeight and decodeWeight', () => {
  it.each(['float32', 'float16', 'int8'] as const)(
    '%s: dense and sparse, within half a step',
    (precision) => {
      for (const own of [values, pruned]) {
        const encoded = encodeWeight(own, SHAPE, precision);
        const back = decodeWeight(encoded, SHAPE)!;
        own.forEach((value, at) => {
          const channel = own.filter((_, other) => other % 4 === at % 4).map(Math.abs);
          const step = { float32: 0, float16: Math.abs(value) * 2 ** -11, int8: Math.max(...channel) / 254 }[
            precision
          ];
          expect(Math.abs(back[at]! - value)).toBeLessThanOrEqual(1.001 * step);
          if (value === 0) expect(back[at]).toBe(0);
        });
        expect(encoded.isSparse).toBe(own === pruned);
      }
    },
  );

  it('needs a quarter of the bytes as int8, half as float16, and one bit for each zero', () => {
    const length = (own: Float32Array, precision: 'float32' | 'float16' | 'int8') =>
      encodeWeight(own, SHAPE, precision).bytes.length;
    expect(length(values, 'float32')).toBe(480);
    expect(length(values, 'float16')).toBe(240);
    expect(length(values, 'int8')).toBe(120 + 16);
    expect(length(pruned, 'float32')).toBe(15 + 24 * 4);
    expect(length(pruned, 'int8')).toBe(16 + 15 + 24);
  });

  it('does not change biases or channels of zeros', () => {
    const bias = encodeWeight(values, [120], 'int8');
    expect(bias.precision).toBe('float32');
    expect(decodeWeight(bias, [120])).toEqual(values);
    const zeros = new Float32Array(120);
    expect(decodeWeight(encodeWeight(zeros, SHAPE, 'int8'), SHAPE)).toEqual(zeros);
  });

  it('rejects bytes of the wrong length', () => {
    for (const own of [values, pruned]) {
      const { bytes, ...rest } = encodeWeight(own, SHAPE, 'int8');
      expect(decodeWeight({ ...rest, bytes: bytes.subarray(0, -1) }, SHAPE)).toBeNull();
      expect(decodeWeight({ ...rest, bytes: bytes.subarray(0, 3) }, SHAPE)).toBeNull();
      expect(decodeWeight({ ...rest, bytes }, [31, 4])).toBeNull();
    }
  });
});
