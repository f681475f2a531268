import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBy } from './groups.js';

describe('groupBy', () => {
  it('joins positions through a chain of shared keys', () => {
    const keys = [
      ['a', 'x'],
      ['b', 'x'],
      ['b', null],
      ['c', undefined],
    ];
    expect(groupBy(keys)).toEqual([[0, 1, 2], [3]]);
  });

  it('does not mix up keys of different kinds', () => {
    expect(
      groupBy([
        ['a', null],
        [null, 'a'],
      ]),
    ).toEqual([[0], [1]]);
  });

  it('returns every position once, and no two groups share a key', () => {
    const key = fc.option(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, key)), (keys) => {
        const groups = groupBy(keys);
        expect(groups.flat().sort((a, b) => a - b)).toEqual([...keys.keys()]);
        for (const kind of [0, 1] as const) {
          const seen = groups
            .flatMap((group) => [...new Set(group.map((at) => keys[at]?.[kind]))])
            .filter((k) => k !== null);
          expect(new Set(seen).size).toBe(seen.length);
        }
      }),
    );
  });
});
