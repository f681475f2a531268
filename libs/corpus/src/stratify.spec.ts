import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '#libs/random';
import { drawStratified, largestRemainder } from './stratify.js';

describe('largestRemainder', () => {
  it('sums to the rounded share of the total, each size within one of its own share', () => {
    const sizes = fc.array(fc.nat({ max: 500 }), { minLength: 1 });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const result = largestRemainder(list, share);
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(result)).toBe(Math.round(sum(list) * share));
        for (const [at, value] of result.entries())
          expect(Math.abs(value - list[at]! * share)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('drawStratified', () => {
  it('never separates a group', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), fc.nat(), (sizes, seed) => {
        let next = 0;
        const groups = sizes.map((size) => Array.from({ length: size }, () => next++));
        const labels = Array.from({ length: next }, (_, at) => (at % 2 ? 'sad' : 'angry'));
        const drawn = drawStratified(groups, labels, 0.3, Random.seeded(seed));
        for (const group of groups) expect(new Set(group.map((at) => drawn.has(at))).size).toBe(1);
      }),
    );
  });
});
