import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

describe('Random', () => {
  it('returns the numbers of the C reference of xoshiro128** for a known state', () => {
    const random = new Random([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
    const numbers = Array.from({ length: 4 }, () => random.uint32());
    expect(numbers).toEqual([0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
  });

  it('resumes from a saved state', () => {
    const random = Random.seeded(7, 'shuffle');
    random.uint32();
    const resumed = new Random(random.state);
    expect([resumed.uint32(), resumed.uniform()]).toEqual([random.uint32(), random.uniform()]);
  });

  it('fills an array with the numbers that single calls return', () => {
    const [filling, calling] = [Random.seeded(3), Random.seeded(3)];
    const filled = new Uint32Array(9);
    filling.fill(filled);
    expect([...filled]).toEqual(Array.from({ length: 9 }, () => calling.uint32()));
    expect(filling.uint32()).toBe(calling.uint32());
  });

  it('returns different numbers for another seed, another stream and a seed beyond 32 bits', () => {
    const firsts = [
      Random.seeded(1),
      Random.seeded(2),
      Random.seeded(1, 'dropout'),
      Random.seeded(2 ** 32 + 1),
    ].map((random) => random.uint32());
    expect(new Set(firsts).size).toBe(4);
  });

  it('shuffles a copy that keeps every item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const copy = [...items];
        expect(Random.seeded(seed).shuffle(items).sort()).toEqual([...items].sort());
        expect(items).toEqual(copy);
      }),
    );
  });

  it('draws every integer below a bound about equally often', () => {
    const random = Random.seeded(0);
    const counts = new Array<number>(6).fill(0);
    for (let draw = 0; draw < 6000; draw++) counts[random.below(6)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  it('draws normal numbers of mean 0 and deviation 1', () => {
    const random = Random.seeded(0);
    const draws = Array.from({ length: 20_000 }, () => random.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it('rejects a seed that is not a non-negative integer', () => {
    expect(() => Random.seeded(-1)).toThrow(RangeError);
    expect(() => Random.seeded(0.5)).toThrow(RangeError);
  });
});
