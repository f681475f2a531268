import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ShardBits } from './shard-bits.js';

const ordinals = fc.array(fc.nat(600), { maxLength: 300 });

it('holds what was added and not deleted, and tells what is missing', () => {
  fc.assert(
    fc.property(ordinals, ordinals, fc.nat(700), (added, deleted, end) => {
      const bits = new ShardBits();
      const set = new Set(added);
      added.forEach((ordinal) => bits.add(ordinal));
      deleted.forEach((ordinal) => {
        bits.delete(ordinal);
        set.delete(ordinal);
      });
      const missing = Array.from({ length: end }, (_, n) => n).filter((n) => !set.has(n));
      expect([...bits.missing(end)]).toEqual(missing);
      expect(bits.countMissing(end)).toBe(missing.length);
      expect([...new ShardBits(bits.toBytes()).missing(end)]).toEqual(missing);
    }),
  );
});

it('lays its bits as SETBIT of Redis does', () => {
  const bits = new ShardBits();
  bits.add(0);
  bits.add(9);
  expect([...bits.toBytes()]).toEqual([0b1000_0000, 0b0100_0000]);
});

it('holds all shards below a count, and no other', () => {
  for (const shards of [0, 1, 7, 8, 9, 64, 100]) {
    expect(ShardBits.all(shards).countMissing(shards)).toBe(0);
    expect(ShardBits.all(shards).has(shards)).toBe(false);
  }
});
