import { describe, expect, it } from 'vitest';
import { normalQuantile, normalQuantiles } from './draws.js';

describe('quantiles of the normal distribution', () => {
  it.each([
    [0.5, 0],
    [0.6, 0.2533471031],
    [0.925, 1.4395314709],
    [0.975, 1.9599639845],
    [0.999, 3.0902323062],
    [0.5 / 65_536, -4.3249190408],
  ])('at %f are those of any table', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 5);
  });

  it('ascend, with as many below zero as above', () => {
    const table = normalQuantiles();
    expect(table).toHaveLength(65_536);
    for (let at = 1; at < table.length; at++) expect(table[at]).toBeGreaterThan(table[at - 1]!);
    expect(table[0]).toBeCloseTo(-table.at(-1)!, 5);
  });
});
