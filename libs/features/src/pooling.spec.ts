import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolingRanges } from './pooling.js';

const equal = { bins: 20, framesPerBin: null };

describe('poolingRanges', () => {
  it('divides like numpy.array_split: the first bins have one frame more', () => {
    const sizes = poolingRanges(371, equal).map(({ start, end }) => end - start);
    expect(sizes).toEqual([...Array<number>(11).fill(19), ...Array<number>(9).fill(18)]);
  });

  it('covers every frame once, in order, when there are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5000 }), (frames) => {
        const ranges = poolingRanges(frames, equal);
        const seen = ranges.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, i) => start + i),
        );
        expect(seen).toEqual(Array.from({ length: frames }, (_, i) => i));
      }),
    );
  });

  it('repeats frames in order when they are fewer than bins, and leaves no bin empty', () => {
    const starts = poolingRanges(3, { bins: 7, framesPerBin: null }).map(({ start }) => start);
    expect(starts).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('leaves out frames beyond bins of a fixed size', () => {
    const ranges = poolingRanges(301, { bins: 20, framesPerBin: 15 });
    expect(ranges[0]).toEqual({ start: 0, end: 15 });
    expect(ranges[19]).toEqual({ start: 285, end: 300 });
  });

  it('repeats the last frame in bins of a fixed size that have none', () => {
    expect(poolingRanges(5, { bins: 4, framesPerBin: 2 })).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 4, end: 5 },
      { start: 4, end: 5 },
    ]);
  });
});
