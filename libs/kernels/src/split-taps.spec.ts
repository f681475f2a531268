import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolyphaseFilter } from './polyphase-filter.js';
import { splitTaps } from './split-taps.js';

function filterOf(taps: readonly number[]): PolyphaseFilter {
  const table = Float64Array.from({ length: 4 * Math.ceil(taps.length / 4) }, (_, i) => taps[i] ?? 0);
  return { up: 1, down: 3, half: 0, taps: table.length, phases: 1, isInterpolated: false, table };
}

const low = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('splitTaps', () => {
  it('gives halves that add up to the taps', () => {
    fc.assert(
      fc.property(low, fc.constantFrom(1 as const, 2 as const), (taps, channels) => {
        const filter = filterOf(taps);
        const split = splitTaps(filter, channels);
        expect(split.high.length % 8).toBe(0);
        taps.forEach((tap, i) => {
          for (let channel = 0; channel < channels; channel++) {
            const at = i * channels + channel;
            const sum = (split.high[at] ?? 0) / split.highScale + (split.low[at] ?? 0) / split.lowScale;
            expect(Math.abs(sum - tap)).toBeLessThanOrEqual(0.5 / split.lowScale + 1e-15);
          }
        });
      }),
    );
  });

  it('keeps every possible sum within 32 bits', () => {
    fc.assert(
      fc.property(low, fc.constantFrom(1 as const, 2 as const), (taps, channels) => {
        const { high, low: rest } = splitTaps(filterOf(taps), channels);
        for (const half of [high, rest]) {
          const most = half.reduce((sum, tap) => sum + Math.abs(tap), 0) * 32_768;
          expect(most).toBeLessThan(2 ** 31);
        }
      }),
    );
  });

  it('is computed once a filter and number of channels', () => {
    const filter = filterOf([0.25, 0.5, 0.25]);
    expect(splitTaps(filter, 2)).toBe(splitTaps(filter, 2));
    expect(splitTaps(filter, 1).high.length).toBe(8);
  });
});
