import { expect, it } from 'vitest';
import { Random } from '#libs/random';
import { makeRandomArchive } from './random-archive.js';
import { readArchive } from './read-archive.js';

it(
  'gives every clip of 2,000 random archives its bytes or an error with a code',
  { timeout: 120_000 },
  async () => {
    const broken: string[] = [];
    let whole = 0;
    for (let input = 0; input < 2_000; input++) {
      const outcome = await readArchive(makeRandomArchive(Random.seeded(7, `archive ${input}`)));
      if (outcome === 'read whole') whole += 1;
      if (outcome.startsWith('BROKEN')) broken.push(`${input}: ${outcome}`);
    }
    expect(broken).toEqual([]);
    expect(whole).toBeGreaterThan(500);
  },
);
