import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.js';
import type { Checkpoint } from './checkpoint.js';
import { loadCpu } from '../engines/cpu.js';
import { tinyOptions, tinyRecipe } from '../tiny.contract.js';
import { trainModel } from './train-model.js';

let checkpoint: Checkpoint;
beforeAll(async () => {
  const options = tinyOptions({ recipe: tinyRecipe({ epochs: 1 }) });
  await trainModel(await loadCpu(), { ...options, onEpoch: (_, take) => void (checkpoint = take()) });
});

describe('encodeCheckpoint and decodeCheckpoint', () => {
  it('preserve a checkpoint bit for bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it('preserve a checkpoint without a best epoch', () => {
    const without = { ...checkpoint, best: null };
    expect(decodeCheckpoint(encodeCheckpoint(without))).toEqual(without);
  });

  it('read a Buffer at any offset of its memory', () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (const place of [0, 1, 2, 3]) {
      const memory = Buffer.alloc(bytes.length + 7);
      memory.set(bytes, place);
      expect(decodeCheckpoint(memory.subarray(place, place + bytes.length))).toEqual(checkpoint);
    }
  });

  it('detect any changed byte and any truncation', () => {
    const bytes = encodeCheckpoint(checkpoint);
    const refused = expect.objectContaining({ code: 'model.corrupt' });
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.map((value, position) => (position === at ? value ^ change : value));
        expect(() => decodeCheckpoint(damaged)).toThrow(refused);
        expect(() => decodeCheckpoint(bytes.subarray(0, at))).toThrow(refused);
      }),
      { numRuns: 20 },
    );
  });
});
