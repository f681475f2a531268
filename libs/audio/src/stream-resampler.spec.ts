import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from './resample.js';
import { StreamResampler } from './stream-resampler.js';

const TO = 16_000;

function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function streamed(signal: Float32Array, fromHz: number, sizes: readonly number[]): Float32Array {
  const resampler = new StreamResampler(fromHz, TO, 'kaiser-8');
  const parts: Float32Array[] = [];
  for (let at = 0, i = 0; at < signal.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(resampler.push(signal.subarray(at, at + size)).slice());
    at += size;
  }
  parts.push(resampler.end());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** Returns the largest difference; NaN if the lengths differ. */
function distance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return NaN;
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? NaN))), 0);
}

describe('StreamResampler', () => {
  it.each([48_000, 44_100, 44_101, 32_000, 22_050, 16_000, 11_025, 8_000, 96_000])(
    'equals resample of the whole at %i Hz',
    (fromHz) => {
      const signal = noise(Math.round(2.3 * fromHz), fromHz);
      expect(distance(streamed(signal, fromHz, [4096]), resample(signal, fromHz, TO))).toBeLessThan(1e-6);
    },
  );

  it('equals it for any length and any pieces', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(48_000, 44_100, 8_000, 24_000),
        fc.integer({ min: 0, max: 120_000 }),
        sizes,
        (fromHz, length, pieces) => {
          const signal = noise(length, length + 1);
          // Pieces of a few samples would take as long as the remaining suite.
          const floored = pieces.map((size) => Math.max(size, length / 50));
          expect(
            distance(streamed(signal, fromHz, floored.map(Math.ceil)), resample(signal, fromHz, TO)),
          ).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });
});
