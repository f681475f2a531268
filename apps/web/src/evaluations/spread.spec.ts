import { expect, it } from 'vitest';
import { computeSpread } from './spread.js';

it('returns mean and sample deviation', () => {
  expect(computeSpread([])).toBeNull();
  expect(computeSpread([0.5])).toEqual({ mean: 0.5, deviation: null });
  expect(computeSpread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7) });
});
