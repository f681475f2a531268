import { describe, expect, it } from 'vitest';
import { appendDeltas } from './deltas.js';

/** Two columns: a parabola and a line. */
const values = Float32Array.from({ length: 24 }, (_, at) => {
  const frame = Math.floor(at / 2);
  return at % 2 === 0 ? frame * frame : 3 * frame + 1;
});

describe('appendDeltas', () => {
  it('returns the features unchanged if no slopes are requested', () => {
    expect(appendDeltas(values, 2, null)).toBe(values);
  });

  it('appends slopes and slopes of slopes to the values of each frame', () => {
    const out = appendDeltas(values, 2, { orders: 2, width: 5 });
    const row = [...out.subarray(6 * 6, 7 * 6)].map((value) => Math.round(value * 1e4) / 1e4);
    expect(row).toEqual([36, 19, 12, 3, 2, 0]);
  });

  it('uses the slope of the outermost whole window for frames at the edges', () => {
    const out = appendDeltas(values, 2, { orders: 1, width: 5 });
    const slopes = Array.from(
      { length: 12 },
      (_, frame) => Math.round((out[frame * 4 + 2] ?? 0) * 1e4) / 1e4,
    );
    expect(slopes).toEqual([4, 4, 4, 6, 8, 10, 12, 14, 16, 18, 18, 18]);
  });

  it('rejects fewer frames than its width', () => {
    expect(() => appendDeltas(values, 2, { orders: 1, width: 13 })).toThrow(
      expect.objectContaining({ code: 'clip.too_short' }),
    );
  });
});
