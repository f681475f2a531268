import { describe, expect, it } from 'vitest';
import { mcNemar, median, computeSpread } from './statistics.js';

describe('computeSpread', () => {
  it("returns mean, sample deviation and Student's interval", () => {
    const { mean, deviation, interval } = computeSpread([1, 2, 3, 4, 5]);
    expect(mean).toBe(3);
    expect(deviation).toBeCloseTo(1.5811, 4);
    expect(interval?.[0]).toBeCloseTo(3 - (2.776 * 1.5811) / Math.sqrt(5), 3); // by hand
  });

  it('has no deviation for a single value', () => {
    expect(computeSpread([0.5])).toEqual({ count: 1, mean: 0.5, deviation: null, interval: null });
  });
});

describe('mcNemar', () => {
  it.each([
    [0, 0, 1],
    [5, 5, 1],
    [0, 5, 0.0625], // 2 / 2^5
    [1, 9, 0.021484375], // 2 (1 + 10) / 2^10
  ])('of %i against %i is %d', (first, second, probability) => {
    expect(mcNemar(first, second)).toBeCloseTo(probability, 9);
    expect(mcNemar(second, first)).toBeCloseTo(probability, 9);
  });

  it('does not overflow on thousands of clips', () => {
    expect(mcNemar(3000, 3300)).toBeGreaterThan(0);
    expect(mcNemar(3000, 3300)).toBeLessThan(0.001);
  });
});

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[], 0],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
