import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ShardBits } from './shard-bits.js';

const ordinals = fc.array(fc.nat(600), { maxLength: 300 });

it('contains the shards that were added and not deleted, and lists the missing ones', () => {
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
      expect([...bits.listMissing(end)]).toEqual(missing);
      expect(bits.countMissing(end)).toBe(missing.length);
      expect([...new ShardBits(bits.toBytes()).listMissing(end)]).toEqual(missing);
    }),
  );
});

it('has the bit order of the Redis command SETBIT', () => {
  const bits = new ShardBits();
  bits.add(0);
  bits.add(9);
  expect([...bits.toBytes()]).toEqual([0b1000_0000, 0b0100_0000]);
});

it('contains all shards below a count, and no others', () => {
  for (const shards of [0, 1, 7, 8, 9, 64, 100]) {
    expect(ShardBits.all(shards).countMissing(shards)).toBe(0);
    expect(ShardBits.all(shards).has(shards)).toBe(false);
  }
});
