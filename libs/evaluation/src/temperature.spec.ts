import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTemperature, scaled } from './temperature.js';

/** Answers of two classes, right in `hits` of `clips`, all said with the same probability. */
function saidWith(probability: number, hits: number, clips: number) {
  return {
    probabilities: Float32Array.from({ length: 2 * clips }, (_, at) =>
      at % 2 === 0 ? probability : 1 - probability,
    ),
    labels: Array.from({ length: clips }, (_, clip) => (clip < hits ? 0 : 1)),
  };
}

describe('temperature scaling', () => {
  it('finds the temperature at which what is said with 0.99 and right in 3 of 4 is said with 0.75', () => {
    const { probabilities, labels } = saidWith(0.99, 75, 100);
    const temperature = fitTemperature(probabilities, labels, 2);
    expect(temperature).toBeCloseTo(Math.log(99) / Math.log(3), 2);
    expect(scaled(probabilities, 2, temperature)[0]).toBeCloseTo(0.75, 3);
  });

  it('sharpens what is too timid', () => {
    const { probabilities, labels } = saidWith(0.6, 9, 10);
    expect(fitTemperature(probabilities, labels, 2)).toBeLessThan(1);
  });

  it('never changes which class is the most probable, and rows still sum to 1', () => {
    const row = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(row, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, temperature) => {
        const sum = values.reduce((total, value) => total + value, 0);
        const before = Float32Array.from(values, (value) => value / sum);
        const after = scaled(before, 4, temperature);
        expect(after.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 4);
        const top = before.indexOf(Math.max(...before));
        expect(after[top]).toBe(Math.max(...after));
      }),
    );
  });
});
