import { expect, it } from 'vitest';
import { NameSet } from './name-set.js';

it.each([0, 200_000])(
  'knows each of 200,000 names once it was added, and no other (%d expected)',
  (expected) => {
    const names = new NameSet(expected);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 200_000; at++) {
        expect(names.add(`speaker-${at % 97}/clip-${at}.wav`)).toBe(round === 0);
      }
    }
  },
);
