import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTemperature, scaled } from './temperature.js';

/** Answers for two classes, right in `hits` of `clips`, all with the same probability. */
function answersWith(probability: number, hits: number, clips: number) {
  return {
    probabilities: Float32Array.from({ length: 2 * clips }, (_, at) =>
      at % 2 === 0 ? probability : 1 - probability,
    ),
    labels: Array.from({ length: clips }, (_, clip) => (clip < hits ? 0 : 1)),
  };
}

describe('temperature scaling', () => {
  it('lowers a probability of 0.99 to 0.75 if 3 of 4 answers are right', () => {
    const { probabilities, labels } = answersWith(0.99, 75, 100);
    const temperature = fitTemperature(probabilities, labels, 2);
    expect(temperature).toBeCloseTo(Math.log(99) / Math.log(3), 2);
    expect(scaled(probabilities, 2, temperature)[0]).toBeCloseTo(0.75, 3);
  });

  it('sharpens underconfident probabilities', () => {
    const { probabilities, labels } = answersWith(0.6, 9, 10);
    expect(fitTemperature(probabilities, labels, 2)).toBeLessThan(1);
  });

  it('keeps the most probable class and rows that sum to 1', () => {
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
