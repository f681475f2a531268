import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolingRanges } from './pooling.js';

const equal = { bins: 20, framesPerBin: null };

describe('poolingRanges', () => {
  it('divides frames like numpy.array_split: the first bins have one more frame', () => {
    const sizes = poolingRanges(371, equal).map(({ start, end }) => end - start);
    expect(sizes).toEqual([...Array<number>(11).fill(19), ...Array<number>(9).fill(18)]);
  });

  it('covers every frame once, in order, if there are enough frames', () => {
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

  it('repeats frames in order if there are fewer frames than bins', () => {
    const starts = poolingRanges(3, { bins: 7, framesPerBin: null }).map(({ start }) => start);
    expect(starts).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('omits frames after the last bin of a fixed size', () => {
    const ranges = poolingRanges(301, { bins: 20, framesPerBin: 15 });
    expect(ranges[0]).toEqual({ start: 0, end: 15 });
    expect(ranges[19]).toEqual({ start: 285, end: 300 });
  });

  it('repeats the last frame in fixed-size bins without frames', () => {
    expect(poolingRanges(5, { bins: 4, framesPerBin: 2 })).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 4, end: 5 },
      { start: 4, end: 5 },
    ]);
  });
});
