import fc from 'fast-check';
import { FEATURE_SETS, SerenadeError, type PooledDefinition } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';
import { mfcc } from './mfcc.contract.js';
import { poolingRanges } from './pooling.js';

const POOLED = ['paper-20', 'stride-20', 'span-20', 'meyda-20'] as const;

/** Returns noise with a slow envelope. It depends only on the seed. */
function noise(samples: number, seed = 1, peak = 0.5): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * peak * (0.6 + 0.4 * Math.sin(i / 900));
  });
}

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    expect(Math.abs((actual[i] ?? NaN) - (wanted[i] ?? NaN)), `value ${i}`).toBeLessThanOrEqual(tolerance);
  }
}

/** Computes means of unpooled coefficients over ranges of frames. */
function pooledAfterwards(signal: Float32Array, definition: PooledDefinition): number[] {
  const { frames, coefficients, values } = mfcc(signal, definition);
  return poolingRanges(frames, definition.pooling).flatMap(({ start, end }) =>
    Array.from({ length: coefficients }, (_, k) => {
      let sum = 0;
      for (let frame = start; frame < end; frame++) sum += values[frame * coefficients + k] ?? NaN;
      return sum / (end - start);
    }),
  );
}

const long = noise(59_200);

describe('createExtractor', () => {
  it.each(POOLED)('extracts 20 x 40 finite values for %s', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    const features = extractor.extract(long.subarray(0, 20_000));
    expect([extractor.frames, extractor.coefficients, features.length]).toEqual([20, 40, 800]);
    expect(features.every(Number.isFinite)).toBe(true);
  });

  it.each(POOLED)('pools %s to the mean of its unpooled coefficients', (name) => {
    const signal = long.subarray(0, 30_000);
    const definition = FEATURE_SETS[name];
    expectClose(createExtractor(definition).extract(signal), pooledAfterwards(signal, definition), 1e-3);
  });

  it.each(POOLED)('extracts the same %s after any other clip', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    const short = noise(5000, 7);
    const first = extractor.extract(short);
    extractor.extract(long.subarray(0, 20_000));
    expect(extractor.extract(short)).toEqual(first);
  });

  it('keeps every bin of a clip with fewer frames than bins', () => {
    const features = createExtractor(FEATURE_SETS['span-20']).extract(noise(800));
    for (let bin = 0; bin < 20; bin++) expect(features[bin * 40]).not.toBe(0);
  });

  it('uses only the first 3 s if the span requires it', () => {
    const extractor = createExtractor(FEATURE_SETS['paper-20']);
    expect(extractor.extract(long)).toEqual(extractor.extract(long.subarray(0, 48_000)));
  });

  it('writes to the given array', () => {
    const extractor = createExtractor(FEATURE_SETS['paper-20']);
    const shard = new Float32Array(2 * 800);
    const row = shard.subarray(800);
    expect(extractor.extract(long, row)).toBe(row);
    expect(shard.subarray(800)).toEqual(extractor.extract(long));
  });

  it('changes only the first coefficient with the gain, above the least power', () => {
    const definition = FEATURE_SETS['span-20'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (seed, gain) => {
          const signal = noise(3000, seed, 0.3);
          const plain = mfcc(signal, definition).values;
          const louder = mfcc(
            signal.map((value) => value * gain),
            definition,
          ).values;
          const shift = 20 * Math.log10(gain) * Math.sqrt(definition.melBands);
          const wanted = plain.map((value, i) => (i % definition.coefficients === 0 ? value + shift : value));
          expectClose(louder, wanted, 1e-3);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('raises powers to 80 dB below the loudest of the span, not of the part pooled', () => {
    const signal = Float32Array.from({ length: 16_000 }, (_, i) => (i < 8000 ? Math.sin(i) : 1e-7));
    const { values } = mfcc(signal, FEATURE_SETS['span-20']);
    const lastC0 = values.at(-40) ?? NaN;
    const loudest = mfcc(signal.subarray(0, 8000), FEATURE_SETS['span-20']);
    expect(Number.isFinite(lastC0)).toBe(true);
    expect(lastC0).toBeGreaterThan(-100 * Math.sqrt(128));
    expect(loudest.frames).toBe(51);
  });

  it.each(POOLED)('reports a clip that is one sample short of a window as too short for %s', (name) => {
    const definition = FEATURE_SETS[name];
    const extractor = createExtractor(definition);
    expect(() => extractor.extract(noise(definition.winLength - 1))).toThrow(
      expect.objectContaining({ code: 'clip.too_short' }),
    );
    expect(extractor.extract(noise(definition.winLength))).toHaveLength(800);
  });

  it('reports zeros and peaks below 1e-5 as silent, but not one 16-bit step', () => {
    const extractor = createExtractor(FEATURE_SETS['paper-20']);
    const silent = expect.objectContaining({ code: 'clip.silent' });
    expect(() => extractor.extract(new Float32Array(16_000))).toThrow(silent);
    expect(() => extractor.extract(new Float32Array(16_000).fill(9e-6))).toThrow(silent);
    expect(extractor.extract(noise(16_000, 1, 1 / 32768)).every(Number.isFinite)).toBe(true);
  });

  it('reports a clip as silent if the span is silent', () => {
    const signal = new Float32Array(64_000);
    signal.fill(0.1, 50_000);
    expect(() => createExtractor(FEATURE_SETS['paper-20']).extract(signal)).toThrow(/first 3 s/);
    expect(createExtractor(FEATURE_SETS['span-20']).extract(signal)).toHaveLength(800);
  });

  it.each([NaN, Infinity, 1e20])('reports a signal with a sample of %d as malformed', (sample) => {
    const signal = noise(16_000);
    signal[5000] = sample;
    expect(() => createExtractor(FEATURE_SETS['paper-20']).extract(signal)).toThrow(
      expect.objectContaining({ code: 'clip.malformed' }),
    );
  });

  it('returns finite values or a coded error for any signal', () => {
    const extractors = (['paper-20', 'stride-20', 'span-20'] as const).map((name) =>
      createExtractor(FEATURE_SETS[name]),
    );
    const anySignal = fc.oneof(
      fc.float32Array({ maxLength: 1200 }),
      fc.float32Array({ minLength: 400, maxLength: 6000, min: -1, max: 1, noNaN: true }),
      fc.nat(4000).map((length) => new Float32Array(length).fill(65_536)),
    );
    fc.assert(
      fc.property(anySignal, fc.constantFrom(...extractors), (signal, extractor) => {
        try {
          expect(extractor.extract(signal).every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SerenadeError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['an FFT of 500', { fftLength: 500 }],
    ['a window of 600', { winLength: 600 }],
    ['41 coefficients of 40 bands', { coefficients: 41, melBands: 40 }],
    ['bands from 0 to 9000 Hz', { fMaxHz: 9000 }],
    ['a span shorter', { spanSeconds: 0.01 }],
  ])('rejects a definition with %s', (what, change) => {
    expect(() => createExtractor({ ...FEATURE_SETS['paper-20'], ...change })).toThrow(
      expect.objectContaining({
        code: 'feature_set.unknown',
        message: expect.stringContaining(what) as string,
      }),
    );
  });
});
