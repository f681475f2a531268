import { describe, expect, it } from 'vitest';
import { bestOf, planOf } from './rungs.js';

describe('planOf', () => {
  it('is one rung of all at random', () => {
    expect(planOf({ kind: 'random' }, 5, 60)).toEqual([{ runs: 5, epochs: 60 }]);
  });

  it.each([
    [9, 3, 27, '9x3 3x9 1x27'],
    [16, 3, 60, '16x7 5x20 1x60'],
    [8, 2, 4, '8x1 4x1 2x2 1x4'],
    [2, 3, 10, '2x10'],
    [1, 2, 10, '1x10'],
  ])('halves %i by %i to the last with %i epochs', (runs, factor, epochs, plan) => {
    const rungs = planOf({ kind: 'halving', factor }, runs, epochs);
    expect(rungs.map((rung) => `${rung.runs}x${rung.epochs}`).join(' ')).toBe(plan);
  });
});

describe('bestOf', () => {
  it('keeps the best, of equals the first drawn, and none that failed', () => {
    const results = [0.4, null, 0.6, 0.6, 0.1].map((validationUar, configuration) => ({
      configuration,
      validationUar,
    }));
    expect(bestOf(results, 2)).toEqual([2, 3]);
    expect(bestOf(results, 9)).toEqual([2, 3, 0, 4]);
  });
});
