import { expect, it } from 'vitest';
import { NameSet } from './name-set.js';

it('knows each of 200,000 names once it was added, and no other', () => {
  const names = new NameSet();
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 200_000; at++) {
      expect(names.add(`speaker-${at % 97}/clip-${at}.wav`)).toBe(round === 0);
    }
  }
});
