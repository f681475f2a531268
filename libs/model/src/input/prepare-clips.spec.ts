import { describe, expect, it } from 'vitest';
import { toClipTable, valuesOfClip } from './clip-table.js';
import { loudestStretch } from './loudest-stretch.js';
import { prepareClips } from './prepare-clips.js';
import { resizeMatrix } from './resize.js';

const SHAPE = { frames: null, coefficients: 2 };
/** A table of two clips with 2 and 4 frames. */
const table = toClipTable(
  { offsets: [0, 2, 6], values: Float32Array.of(1, 9, 2, 8, 0, 0, 1, 1, 2, 2, 3, 3) },
  SHAPE,
);

const crop = (kind: 'start' | 'centre' | 'energy', frames: number) => ({
  crop: { kind, frames },
  resize: null,
});

describe('prepareClips', () => {
  it('returns the table itself if the recipe neither crops nor resizes', () => {
    expect(prepareClips({ crop: null, resize: null }, table)).toBe(table);
  });

  it('crops from the start and around the center', () => {
    expect([...valuesOfClip(prepareClips(crop('start', 2), table), 1)]).toEqual([0, 0, 1, 1]);
    expect([...valuesOfClip(prepareClips(crop('centre', 2), table), 1)]).toEqual([1, 1, 2, 2]);
  });

  it("pads a shorter clip with each coefficient's smallest value, at the end or on both sides", () => {
    expect([...valuesOfClip(prepareClips(crop('start', 4), table), 0)]).toEqual([1, 9, 2, 8, 1, 8, 1, 8]);
    expect([...valuesOfClip(prepareClips(crop('centre', 4), table), 0)]).toEqual([1, 8, 1, 9, 2, 8, 1, 8]);
  });

  it('resizes every clip to one shape', () => {
    const prepared = prepareClips({ crop: null, resize: { frames: 3, coefficients: 5 } }, table);
    expect(prepared.shape).toEqual({ frames: 3, coefficients: 5 });
    expect([...Array.from(prepared.offsets)]).toEqual([0, 3, 6]);
  });
});

describe('loudestStretch', () => {
  const clip = (levels: readonly number[]) =>
    Float32Array.from(levels.flatMap((level) => [level, level - 3]));

  it('finds the stretch with the most energy above the quiet frames', () => {
    const levels = [...Array<number>(20).fill(-50), -20, -10, -20, ...Array<number>(20).fill(-50)];
    expect(loudestStretch(clip(levels), 2, 3)).toBe(20);
  });

  it('takes the first of equal stretches', () => {
    expect(loudestStretch(clip(Array<number>(30).fill(-40)), 2, 10)).toBe(0);
  });
});

describe('resizeMatrix', () => {
  const from = { frames: 2, coefficients: 2, values: Float32Array.of(0, 1, 2, 3) };

  it('does not change a matrix of the same size', () => {
    expect([...resizeMatrix(from, { frames: 2, coefficients: 2 })]).toEqual([0, 1, 2, 3]);
  });

  it('interpolates between pixel centers and clamps at the edges, as PyTorch does with align_corners=False', () => {
    expect([...resizeMatrix(from, { frames: 1, coefficients: 4 })]).toEqual([1, 1.25, 1.75, 2]);
  });
});
