import fc from 'fast-check';
import { RESAMPLERS } from '#libs/contracts';
import { splitTaps } from '#libs/kernels';
import { describe, expect, it } from 'vitest';
import { decodeWavBytes } from './testing/decode-bytes.js';
import { decodeIntegers, type IntegerOptions } from './integer-path.js';
import { openClip } from './open-clip.js';
import { SIGNAL_RATE_HZ } from './resample.js';
import { resampleInPlainCode } from './testing/plain-resample.js';
import { resampleFilter } from './resample-filter.js';
import { SignalBuffer } from './signal-buffer.js';
import { ascii, chunk, pcm16, wav } from './testing/wav-writer.js';

const decode = (bytes: Uint8Array, options: IntegerOptions = {}) => decodeIntegers(openClip(bytes), options);

/** Returns full-scale noise. */
function samples(count: number, seed = 1): Int16Array {
  let state = seed;
  return Int16Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) - 32_768;
  });
}

function largestDifference(actual: Float32Array, wanted: Float32Array): number {
  expect(actual.length).toBe(wanted.length);
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs((actual[i] ?? NaN) - value)), 0);
}

/** The rounding of taps to 16-bit halves grows with their number; a 16-bit step is 3e-5. */
const tolerance = (rate: number): number => (rate > 48_000 ? 5e-6 : 5e-7);
const rates = [16_000, 32_000, 48_000, 96_000, 192_000];

describe('decodeIntegers', () => {
  it.each(rates.flatMap((rate) => [1, 2].map((channels) => [rate, channels] as const)))(
    'equals the plain code at %i Hz with %i channels',
    (sampleRateHz, channels) => {
      const resampler = fc.constantFrom(...RESAMPLERS);
      const frames = fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constantFrom(11_000, 33_333, 60_001));
      fc.assert(
        fc.property(resampler, frames, fc.nat(1000), (name, length, seed) => {
          const bytes = wav(pcm16(samples(length * channels, seed)), { sampleRateHz, channels });
          const plain = decodeWavBytes(bytes);
          const fast = decode(bytes, { resampler: name });
          const wanted = resampleInPlainCode(plain.signal, sampleRateHz, SIGNAL_RATE_HZ, name);
          expect(largestDifference(fast?.signal ?? new Float32Array(), wanted)).toBeLessThan(
            tolerance(sampleRateHz),
          );
          const { signal: _, ...known } = plain;
          expect(fast).toMatchObject(known);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('equals the plain code at 48 kHz wherever the last group of outputs ends', () => {
    // Eight outputs are a group, 64 groups a chunk.
    const around = [1, 24, 1536, 3072].flatMap((end) =>
      Array.from({ length: 49 }, (_, i) => Math.max(1, end - 24 + i)),
    );
    for (const resampler of RESAMPLERS) {
      for (const length of around) {
        const bytes = wav(pcm16(samples(length, length)), { sampleRateHz: 48_000 });
        const wanted = resampleInPlainCode(decodeWavBytes(bytes).signal, 48_000, SIGNAL_RATE_HZ, resampler);
        const signal = decode(bytes, { resampler })?.signal ?? new Float32Array();
        expect(largestDifference(signal, wanted), `${resampler}, ${length}`).toBeLessThan(5e-7);
      }
    }
  });

  it('does not overflow for the loudest signal of a filter', () => {
    for (const [sampleRateHz, channels] of rates.slice(1).flatMap(
      (rate) =>
        [
          [rate, 1],
          [rate, 2],
        ] as const,
    )) {
      const { table, half } = resampleFilter(sampleRateHz, SIGNAL_RATE_HZ);
      const down = sampleRateHz / SIGNAL_RATE_HZ;
      const place = Math.ceil(half / down);
      const worst = new Int16Array((place * down - half + table.length) * channels).fill(-32_768);
      table.forEach((tap, i) => {
        const at = (place * down - half + i) * channels;
        worst.fill(tap < 0 ? 32_767 : -32_768, at, at + channels);
      });
      const wanted = table.reduce((sum, tap) => sum + (tap < 0 ? (tap * 32_767) / 32_768 : -tap), 0);
      const signal = decode(wav(pcm16(worst), { sampleRateHz, channels }))?.signal;
      expect(signal?.[place], `${sampleRateHz} Hz`).toBeCloseTo(wanted, 5);
    }
  });

  it('treats equal channels like one channel', () => {
    const mono = samples(30_001);
    const stereo = Int16Array.from({ length: 60_002 }, (_, i) => mono[i >> 1] ?? 0);
    const one = decode(wav(pcm16(mono), { sampleRateHz: 48_000 }));
    const two = decode(wav(pcm16(stereo), { sampleRateHz: 48_000, channels: 2 }));
    expect(
      largestDifference(two?.signal ?? new Float32Array(), one?.signal ?? new Float32Array()),
    ).toBeLessThan(1e-6);
    expect(two?.peak).toBe(one?.peak);
  });

  it.each([
    ['kaiser-8', 14, 2, 6],
    ['sinc-hann-41', 5, 1, 2],
  ] as const)('splits the taps of %s as its special kernel expects', (resampler, low, high, highAt) => {
    const split = splitTaps(resampleFilter(48_000, SIGNAL_RATE_HZ, resampler), 1);
    expect([split.low.length, split.high.length, split.highFrom]).toEqual([8 * low, 8 * high, 8 * highAt]);
  });

  it('returns only the beginning on request, with the peak of the whole clip', () => {
    const data = samples(100_000).fill(0, 0, 90_000);
    const bytes = wav(pcm16(data), { sampleRateHz: 48_000 });
    const whole = decode(bytes);
    const part = decode(bytes, { maxSamples: 12_345 });
    expect(part?.signal).toEqual(whole?.signal.subarray(0, 12_345));
    expect(part?.peak).toBe(whole?.peak);
    expect(part?.durationSeconds).toBe(whole?.durationSeconds);
  });

  it('reads samples at odd addresses', () => {
    const bytes = wav(pcm16(samples(5000)), { sampleRateHz: 48_000, before: [chunk('FLLR', ascii('abc'))] });
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decode(shifted.subarray(1))).toEqual(decode(bytes));
  });

  it('is independent of earlier clips and fills the given memory', () => {
    const buffer = new SignalBuffer();
    const short = wav(pcm16(samples(777)), { sampleRateHz: 48_000 });
    const first = decode(short);
    const loud = samples(200_000).fill(32_767);
    for (const options of [{ channels: 2 }, { sampleRateHz: 32_000 }, { sampleRateHz: 48_000 }]) {
      decode(wav(pcm16(loud), options), { allocate: buffer.take });
    }
    expect(decode(short, { allocate: buffer.take })).toEqual(first);
  });

  it.each([
    ['24 bits', { bits: 24 }],
    ['44.1 kHz', { sampleRateHz: 44_100 }],
    ['8 kHz', { sampleRateHz: 8000 }],
    ['3 channels', { channels: 3 }],
  ])('returns null for %s', (_, options) => {
    expect(decode(wav(new Uint8Array(1800), options))).toBeNull();
  });

  it('rejects a clip that is too long', () => {
    const bytes = wav(pcm16(samples(1600)));
    expect(() => decode(bytes, { limits: { maxDurationSeconds: 0.09 } })).toThrow(
      expect.objectContaining({ code: 'clip.too_long' }),
    );
  });
});
