import { describe, expect, it } from 'vitest';
import { decodeShard, encodeRaggedShard, createRaggedShard } from './shard.js';
import { writeSafetensors } from './safetensors.js';

const values = Float32Array.from({ length: 12 }, (_, i) => i);
const shard = createRaggedShard('fs-1', 2, [3, 0, 1, 2], values);

describe('ragged shards', () => {
  it('reads back what it wrote', () => {
    expect(decodeShard(encodeRaggedShard(shard), 'fs-1')).toEqual({ ...shard, frames: null });
  });

  it('stores the first frame of each clip', () => {
    const { offsets } = decodeShard(encodeRaggedShard(shard), 'fs-1');
    expect([...offsets].map(Number)).toEqual([0, 3, 3, 4, 6]);
  });

  it('supports a shard without extracted clips', () => {
    const empty = createRaggedShard('fs-1', 40, [], new Float32Array());
    expect(decodeShard(encodeRaggedShard(empty), 'fs-1')).toEqual({ ...empty, frames: null });
  });

  it('rejects another feature set', () => {
    expect(() => decodeShard(encodeRaggedShard(shard), 'fs-2')).toThrow(
      expect.objectContaining({ code: 'features.corrupt' }),
    );
  });

  it.each([
    ['descend', [0n, 3n, 2n, 6n]],
    ['start after 0', [1n, 6n]],
    ['end before the last frame', [0n, 5n]],
    ['end behind it', [0n, 7n]],
    ['are none', []],
  ])('refuses offsets that %s', (_, offsets) => {
    const bytes = writeSafetensors(
      {
        values: { dtype: 'F32', shape: [6, 2], values },
        offsets: { dtype: 'I64', shape: [offsets.length], values: BigInt64Array.from(offsets) },
      },
      { featureSetId: 'fs-1' },
    );
    expect(() => decodeShard(bytes, 'fs-1')).toThrow(expect.objectContaining({ code: 'features.corrupt' }));
  });
});
