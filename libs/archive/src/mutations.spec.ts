import { expect, it } from 'vitest';
import { SerenadeError } from '#libs/contracts';
import { readAll } from './testing/read-all.js';
import { yazlZip } from './testing/yazl-zip.js';

/** Returns a Mulberry32 generator: the mutations are the same on every run, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function mutate(bytes: Buffer, next: () => number): Buffer {
  const mutant = Buffer.from(bytes);
  const changes = 1 + Math.floor(next() * 4);
  for (let change = 0; change < changes; change++) {
    // Half of the changes affect the directory and the end record, which contain the fields.
    const from = next() < 0.5 ? mutant.length * 0.6 : 0;
    const at = Math.floor(from + next() * (mutant.length - from));
    mutant[at] = next() < 0.3 ? 0xff : Math.floor(next() * 256);
  }
  return next() < 0.2 ? mutant.subarray(0, Math.floor(next() * mutant.length)) : mutant;
}

it('returns clips or coded errors for 1,000 damaged archives', async () => {
  const entries = Array.from({ length: 8 }, (_, index) => ({
    name: `clip-${index}.wav`,
    bytes: Buffer.from(`clip ${index} `.repeat(20)),
    deflate: index % 2 === 0,
    streamed: index % 3 === 0,
  }));
  const originals = [await yazlZip(entries), await yazlZip(entries, { zip64: true, comment: 'mutate me' })];
  const next = random(7);
  let refusedArchives = 0;
  let refusedClips = 0;
  for (let round = 0; round < 1000; round++) {
    const mutant = mutate(originals[round % 2]!, next);
    try {
      for (const { bytes, line, error } of await readAll(mutant)) {
        if (error !== undefined) refusedClips += 1;
        // Every returned clip matches its checksum, so only a changed name can go unnoticed.
        else expect(bytes).toHaveLength(line.size);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(SerenadeError);
      expect((error as SerenadeError).code).toMatch(/^archive\./);
      refusedArchives += 1;
    }
  }
  expect(refusedArchives).toBeGreaterThan(100);
  expect(refusedClips).toBeGreaterThan(100);
});
