import { describe, expect, it } from 'vitest';
import { RealFft } from './real-fft.js';

/** Computes |X[k]|^2 from the definition. */
function directPower(x: Float64Array): number[] {
  return Array.from({ length: x.length / 2 + 1 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    x.forEach((value, n) => {
      const angle = (2 * Math.PI * ((k * n) % x.length)) / x.length;
      real += value * Math.cos(angle);
      imaginary -= value * Math.sin(angle);
    });
    return real ** 2 + imaginary ** 2;
  });
}

describe('RealFft', () => {
  it.each([4, 8, 16, 32, 64, 128, 256, 512, 1024])(
    'matches the definition of the DFT at %i points',
    (length) => {
      const x = Float64Array.from({ length }, (_, n) => Math.sin(n * n * 0.37) + 0.2);
      const power = new Float64Array(length / 2 + 1);
      new RealFft(length).power(x, 0, new Float64Array(length).fill(1), power);
      directPower(x).forEach((wanted, k) => {
        expect(Math.abs((power[k] ?? NaN) - wanted)).toBeLessThan(1e-11 * length * length);
      });
    },
  );

  it('windows the frame that starts at the given sample', () => {
    const x = Float64Array.of(9, 9, 9, 1, 2, 3, 4, 9);
    const power = new Float64Array(3);
    new RealFft(4).power(x, 3, Float64Array.of(1, 1, 0, 0), power);
    expect(Array.from(power)).toEqual([9, 5, 1]);
  });
});
