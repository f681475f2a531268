import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PolyphaseFilter, splitTaps, TAP_SCALE } from './split-taps.js';

function filterOf(taps: readonly number[]): PolyphaseFilter {
  const table = Float64Array.from({ length: 4 * Math.ceil(taps.length / 4) }, (_, i) => taps[i] ?? 0);
  return { up: 1, down: 3, half: 0, taps: table.length, phases: 1, isInterpolated: false, table };
}

const low = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 1, maxLength: 60 });
const channelCount = fc.constantFrom(1 as const, 2 as const);

describe('splitTaps', () => {
  it('returns halves that add up to the taps, rounded to a multiple of one scale', () => {
    fc.assert(
      fc.property(low, channelCount, (taps, channels) => {
        const split = splitTaps(filterOf(taps), channels);
        expect(split.low.length % 8).toBe(0);
        expect(split.high.length % 8).toBe(0);
        expect(split.highFrom % 8).toBe(0);
        taps.forEach((tap, i) => {
          for (let channel = 0; channel < channels; channel++) {
            const at = (split.lead + i) * channels + channel;
            const high = (split.high[at - split.highFrom] ?? 0) / split.highScale;
            const sum = (split.low[at] ?? 0) / TAP_SCALE + high;
            expect(sum).toBeCloseTo(Math.round(TAP_SCALE * tap) / TAP_SCALE, 12);
          }
        });
      }),
    );
  });

  it('keeps every possible sum of a lane within 32 bits, and those of the high halves in all', () => {
    fc.assert(
      fc.property(low, channelCount, (taps, channels) => {
        const split = splitTaps(filterOf(taps), channels);
        for (let lane = 0; lane < 4; lane++) {
          const inLane = split.low.filter((_, i) => (i % 8) >> 1 === lane);
          expect(32_768 * inLane.reduce((sum, tap) => sum + Math.abs(tap), 0)).toBeLessThan(2 ** 31);
        }
        expect(32_768 * split.high.reduce((sum, tap) => sum + Math.abs(tap), 0)).toBeLessThan(2 ** 31);
      }),
    );
  });

  it('is computed once per filter and number of channels', () => {
    const filter = filterOf([0.25, 0.5, 0.25]);
    expect(splitTaps(filter, 2)).toBe(splitTaps(filter, 2));
    expect(splitTaps(filter, 1).low.length).toBe(8);
  });

  it('rejects taps that do not fit any split', () => {
    expect(() => splitTaps(filterOf(new Array<number>(60).fill(10_000)), 1)).toThrow(RangeError);
  });
});
