import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from './resample.js';
import { resampleFilter } from './resample-filter.js';
import { sine } from './testing/wav-writer.js';

const TO = 16_000;

/** Measures the gain in dB of a tone of unit peak, over the middle half of the output. */
function gainDb(hz: number, fromHz: number, toHz = TO): number {
  const out = resample(sine(hz, fromHz, fromHz, 1), fromHz, toHz);
  const middle = out.subarray(out.length / 4, (3 * out.length) / 4);
  const power = middle.reduce((sum, value) => sum + value * value, 0) / middle.length;
  return 10 * Math.log10(2 * power + 1e-30);
}

describe('resample', () => {
  it('has 105 taps at a ratio of 3', () => {
    const { half, table } = resampleFilter(48_000, TO);
    expect(half).toBe(52);
    expect(table.filter((tap) => tap !== 0)).toHaveLength(105);
  });

  it('passes up to 7 kHz of 48 kHz within 0.1 dB', () => {
    for (let hz = 100; hz <= 7000; hz += 300)
      expect(Math.abs(gainDb(hz, 48_000)), `${hz} Hz`).toBeLessThan(0.1);
  });

  it('attenuates aliases by 80 dB from 9.06 kHz on', () => {
    for (let hz = 9060; hz <= 23_900; hz += 275) expect(gainDb(hz, 48_000), `${hz} Hz`).toBeLessThan(-80);
  });

  it.each([44_100, 22_050, 96_000, 44_101, 192_000])('has the same response at %i Hz', (fromHz) => {
    for (const hz of [200, 3000, 6900]) expect(Math.abs(gainDb(hz, fromHz)), `${hz} Hz`).toBeLessThan(0.1);
    for (const hz of [9100, 10_500]) expect(gainDb(hz, fromHz), `${hz} Hz`).toBeLessThan(-80);
  });

  it.each([8000, 11_025])('follows a tone when it upsamples from %i Hz', (fromHz) => {
    const wanted = sine(1000, TO, TO);
    const out = resample(sine(1000, fromHz, fromHz), fromHz, TO);
    for (let i = 100; i < TO - 100; i++)
      expect(Math.abs((out[i] ?? NaN) - (wanted[i] ?? NaN))).toBeLessThan(2e-4);
  });

  it.each([48_000, 44_100, 44_101, 22_050, 11_025, 8000, 32_000, 767_999])(
    'keeps a constant at %i Hz exactly, and its position in time',
    (fromHz) => {
      const out = resample(new Float32Array(fromHz / 10).fill(0.5), fromHz, TO);
      const middle = out.subarray(200, out.length - 200);
      expect(middle.every((value) => Math.abs(value - 0.5) < 1e-7)).toBe(true);
    },
  );

  it('returns the same on the decimating path as by the definition of the filter', () => {
    const { half, taps, table } = resampleFilter(48_000, TO);
    fc.assert(
      fc.property(
        fc.float32Array({ minLength: 1, maxLength: 400, min: -1, max: 1, noNaN: true }),
        (signal) => {
          const out = resample(signal, 48_000, TO);
          out.forEach((value, n) => {
            let sum = 0;
            for (let tap = 0; tap < taps; tap++) sum += (table[tap] ?? 0) * (signal[3 * n + tap - half] ?? 0);
            expect(value).toBeCloseTo(sum, 6);
          });
        },
      ),
    );
  });

  it('returns ceil(samples * to / from) finite samples at any pair of rates', () => {
    const rate = fc.oneof(
      fc.constantFrom(8000, 11_025, 44_100, 48_000),
      fc.integer({ min: 1000, max: 768_000 }),
    );
    fc.assert(
      fc.property(rate, fc.integer({ min: 0, max: 300 }), (fromHz, length) => {
        const out = resample(new Float32Array(length).fill(0.25), fromHz, TO);
        expect(out.length).toBe(Math.ceil((length * TO) / fromHz));
        expect(out.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the table of an awkward ratio below 1 MiB', () => {
    for (const fromHz of [44_101, 47_999, 191_999, 767_999, 1001]) {
      expect(resampleFilter(fromHz, TO).table.byteLength, `${fromHz} Hz`).toBeLessThanOrEqual(1_048_576);
    }
  });

  it('is independent of a longer clip before it', () => {
    const short = sine(500, 48_000, 999);
    const first = resample(short, 48_000, TO);
    resample(new Float32Array(50_000).fill(1), 48_000, TO);
    resample(new Float32Array(50_000).fill(1), 44_100, TO);
    expect(resample(short, 48_000, TO)).toEqual(first);
  });

  it('returns the signal itself if the rates are equal', () => {
    const signal = sine(440, TO, 100);
    expect(resample(signal, TO, TO)).toBe(signal);
  });

  it.each([0, -1, 1.5, NaN])('rejects a rate of %d', (rate) => {
    expect(() => resample(new Float32Array(1), rate, TO)).toThrow(
      expect.objectContaining({ code: 'clip.malformed' }),
    );
  });
});
