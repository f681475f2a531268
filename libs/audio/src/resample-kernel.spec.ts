import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RESAMPLERS } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { resample } from './resample.js';
import { resampleInPlainCode } from './testing/plain-resample.js';
import { sine } from './testing/wav-writer.js';

const TO = 16_000;

/** Output of torchaudio for noise, written by `golden/make-torchaudio.py`. */
const golden = JSON.parse(readFileSync(new URL('../golden/torchaudio.json', import.meta.url), 'utf8')) as {
  readonly outputs: Readonly<Record<string, readonly number[]>>;
};

function noise(samples: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

function expectClose(actual: Float32Array, wanted: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? NaN))), 0);
  expect(worst).toBeLessThanOrEqual(tolerance);
}

/** Measures the gain in dB of a tone of unit peak from 48 to 16 kHz. */
function gainDb(hz: number, resampler: (typeof RESAMPLERS)[number]): number {
  const out = resample(sine(hz, 48_000, 24_000, 1), 48_000, TO, resampler);
  const middle = out.subarray(2000, 6000);
  return 10 * Math.log10((2 * middle.reduce((sum, value) => sum + value * value, 0)) / middle.length + 1e-30);
}

describe('the resampling kernel', () => {
  it('equals the plain code at every rate and length', () => {
    const rate = fc.oneof(
      fc.constantFrom(8000, 11_025, 22_050, 24_000, 44_100, 48_000, 88_200, 96_000, 44_101),
      fc.integer({ min: 1000, max: 768_000 }),
    );
    const length = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constantFrom(20_001, 50_000));
    fc.assert(
      fc.property(
        rate,
        length,
        fc.constantFrom(...RESAMPLERS),
        fc.nat(1000),
        (fromHz, samples, name, seed) => {
          const signal = noise(samples, seed);
          const wanted = resampleInPlainCode(signal, fromHz, TO, name);
          expectClose(resample(signal, fromHz, TO, name), wanted, 5e-7);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(Object.keys(golden.outputs).map(Number))('equals torchaudio at %i Hz', (fromHz) => {
    const wanted = golden.outputs[fromHz] ?? [];
    // Taps of a decimation are rounded; a 16-bit step is 3e-5.
    const tolerance = fromHz % TO === 0 ? 3e-6 : 2e-7;
    expectClose(resample(noise(300), fromHz, TO, 'sinc-hann-41'), wanted, tolerance);
  });

  // The figures are measured: the reach of the pass band, and the remaining level of aliases.
  it.each([
    ['sinc-hann-41', 5800, 10_000, -43],
    ['kaiser-8', 7000, 9060, -82],
    ['kaiser-9', 7200, 8800, -90],
  ] as const)(
    'passes with %s up to %i Hz within 0.1 dB, and keeps frequencies above %i Hz below %i dB',
    (name, pass, stop, db) => {
      for (let hz = 100; hz <= pass; hz += 300)
        expect(Math.abs(gainDb(hz, name)), `${hz} Hz`).toBeLessThan(0.1);
      expect(Math.abs(gainDb(pass, name))).toBeLessThan(0.1);
      for (let hz = stop; hz < 24_000; hz += 137) expect(gainDb(hz, name), `${hz} Hz`).toBeLessThan(db);
    },
  );
});
