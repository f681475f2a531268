import { describe, expect, it } from 'vitest';
import { clipRows, meanOfRows, rowsOfClips } from './clip-rows.js';

const row = (seconds: number) => ({ features: new Float32Array(), seconds });
/** Clips of one, three and two rows. */
const rows = clipRows([[row(2)], [row(1), row(1), row(2)], [row(0), row(0)]]);

describe('clipRows', () => {
  it('returns the rows of each clip', () => {
    expect(rowsOfClips(rows, [0, 1, 2])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(rowsOfClips(rows, [2, 0])).toEqual([4, 5, 0]);
    expect(rowsOfClips(rows, [])).toEqual([]);
  });

  it('averages the rows of each clip, weighted by duration', () => {
    const probabilities = Float32Array.of(0, 1, 1, 0, 0, 1, 0.25, 0.75);
    const means = meanOfRows(rows, [0, 1], probabilities, 2);
    expect([...means]).toEqual([0, 1, 0.25 * 1 + 0.5 * 0.25, 0.25 + 0.5 * 0.75]);
  });

  it('weighs rows without duration equally', () => {
    expect([...meanOfRows(rows, [2], Float32Array.of(1, 0, 0, 1), 2)]).toEqual([0.5, 0.5]);
  });
});
