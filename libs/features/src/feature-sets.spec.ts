import fc from 'fast-check';
import { FEATURE_SETS, SerenadeError, featureSetShape, type FeatureSetDefinition } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';

const SETS = [
  'mfcc-sequence',
  'mfcc-sequence-deltas',
  'logmel-sequence',
  'logmel-sequence-deltas',
  'logmel-htk-80',
  'prosody',
  'spectral',
  'utterance-312',
] as const;

/** Returns noise with a slow envelope and a hum. It depends only on the seed. */
function sound(samples: number, seed = 1, peak = 0.5): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const hum = Math.sin(i * 0.05) + Math.sin(i * 0.1);
    return (0.3 * (state / 2 ** 31 - 1) + 0.35 * hum) * peak * (0.6 + 0.4 * Math.sin(i / 900));
  });
}

const anySignal = fc.oneof(
  fc.float32Array({ maxLength: 1200 }),
  fc.float32Array({ minLength: 2048, maxLength: 5000, min: -1, max: 1, noNaN: true }),
  fc.nat(5000).map((length) => new Float32Array(length).fill(65_536)),
  fc.tuple(fc.nat(5000), fc.nat(5000)).map(([length, at]) => {
    const impulse = new Float32Array(length);
    if (at < length) impulse[at] = 1;
    return impulse;
  }),
  fc
    .tuple(fc.integer({ min: 2048, max: 5000 }), fc.nat(2000))
    .map(([length, start]) => new Float32Array(length).fill(0.5, start, start + 7)),
);

describe('feature sets', () => {
  it.each(SETS)('extracts %s as finite rows of the documented shape', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    const shape = featureSetShape(FEATURE_SETS[name]);
    const values = extractor.extract(sound(16_000));
    expect([extractor.frames, extractor.coefficients]).toEqual([shape.frames, shape.coefficients]);
    const hop = FEATURE_SETS[name].hopLength;
    const frames = name === 'spectral' ? 1 + Math.floor((16_000 - 512) / hop) : 1 + Math.floor(16_000 / hop);
    expect(values.length / extractor.coefficients).toBe(shape.frames ?? frames);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it.each(SETS)('extracts the same %s after any other clip', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    const first = extractor.extract(sound(5000, 7));
    extractor.extract(sound(9000, 3));
    expect(extractor.extract(sound(5000, 7))).toEqual(first);
  });

  it.each(SETS)('extracts finite values of %s or reports a coded error for any signal', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    fc.assert(
      fc.property(anySignal, (signal) => {
        try {
          expect(extractor.extract(signal).every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SerenadeError);
        }
      }),
      { numRuns: 120 },
    );
  });

  it.each(SETS)('reports zeros as silent and a single sample as too short for %s', (name) => {
    const extractor = createExtractor(FEATURE_SETS[name]);
    const coded = (code: string): unknown => expect.objectContaining({ code });
    expect(() => extractor.extract(new Float32Array(16_000))).toThrow(coded('clip.silent'));
    expect(() => extractor.extract(Float32Array.of(0.5))).toThrow(coded('clip.too_short'));
    expect(() => extractor.extract(sound(16_000).fill(NaN, 5, 6))).toThrow(coded('clip.malformed'));
  });

  it('writes to the given array, if it fits', () => {
    const extractor = createExtractor(FEATURE_SETS['utterance-312']);
    const out = new Float32Array(312);
    expect(extractor.extract(sound(4000), out)).toBe(out);
    expect(out).toEqual(extractor.extract(sound(4000)));
    expect(() => extractor.extract(sound(4000), new Float32Array(311))).toThrow(RangeError);
  });

  it('reports a clip with fewer frames than a slope needs as too short', () => {
    const extractor = createExtractor(FEATURE_SETS['mfcc-sequence-deltas']);
    expect(() => extractor.extract(sound(1279))).toThrow(
      expect.objectContaining({
        code: 'clip.too_short',
        message: expect.stringContaining('8 frames') as string,
      }),
    );
    expect(extractor.extract(sound(1280))).toHaveLength(9 * 120);
  });

  it('uses only the span, padded with zeros', () => {
    const definition = { ...FEATURE_SETS['mfcc-sequence'], spanSeconds: 0.5 };
    const extractor = createExtractor(definition);
    expect(extractor.extract(sound(12_000))).toEqual(extractor.extract(sound(8000)));
    expect(extractor.extract(sound(3000))).toHaveLength(51 * 40);
  });
});

describe('gain', () => {
  const gains = fc.double({ min: 0.3, max: 3, noNaN: true });
  const louder = (signal: Float32Array, gain: number) => signal.map((value) => value * gain);

  it('changes only the first coefficient of mfcc-sequence, equally in every frame', () => {
    const extractor = createExtractor(FEATURE_SETS['mfcc-sequence-deltas']);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), gains, (seed, gain) => {
        const plain = extractor.extract(sound(4000, seed));
        const other = extractor.extract(louder(sound(4000, seed), gain));
        const shift = 20 * Math.log10(gain) * Math.sqrt(128);
        plain.forEach((value, at) => {
          const wanted = at % 120 === 0 ? value + shift : value;
          expect(Math.abs((other[at] ?? NaN) - wanted)).toBeLessThan(2e-3);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('changes every value of logmel-sequence by the gain', () => {
    const extractor = createExtractor(FEATURE_SETS['logmel-sequence']);
    const plain = extractor.extract(sound(4000));
    const other = extractor.extract(louder(sound(4000), 2));
    plain.forEach((value, at) => expect(Math.abs((other[at] ?? NaN) - value - 6.0206)).toBeLessThan(1e-3));
  });

  it('changes only the energy of prosody', () => {
    const extractor = createExtractor(FEATURE_SETS.prosody);
    const plain = extractor.extract(sound(8000));
    const other = extractor.extract(louder(sound(8000), 0.5));
    plain.forEach((value, at) => {
      const wanted = at % 5 === 3 ? value - 6.0206 : value;
      expect(Math.abs((other[at] ?? NaN) - wanted)).toBeLessThan(1e-3);
    });
  });
});

describe('normalization by utterance', () => {
  it.each(['mfcc-sequence-deltas', 'logmel-sequence', 'prosody', 'spectral'] as const)(
    'scales every column of %s to mean 0 and deviation 1, or to 0',
    (name) => {
      const definition = { ...FEATURE_SETS[name], cmvn: 'utterance' } as FeatureSetDefinition;
      const extractor = createExtractor(definition);
      const values = extractor.extract(sound(16_000));
      const { coefficients } = extractor;
      for (let column = 0; column < coefficients; column++) {
        const own = Array.from(values).filter((_, at) => at % coefficients === column);
        const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
        const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
        expect(mean).toBeCloseTo(0, 4);
        if (own.some((value) => value !== 0)) expect(variance).toBeCloseTo(1, 4);
      }
    },
  );

  it('removes the gain from mfcc-sequence', () => {
    const extractor = createExtractor({ ...FEATURE_SETS['mfcc-sequence'], cmvn: 'utterance' });
    const plain = extractor.extract(sound(8000));
    const half = extractor.extract(sound(8000).map((value) => value * 0.5));
    plain.forEach((value, at) => expect(Math.abs((half[at] ?? NaN) - value)).toBeLessThan(1e-3));
  });
});

describe('a definition', () => {
  it.each([
    ['a pitch of 20 Hz', { ...FEATURE_SETS.prosody, pitchMinHz: 20 }],
    ['a pitch between 500 and 400 Hz', { ...FEATURE_SETS.prosody, pitchMinHz: 500, pitchMaxHz: 400 }],
    ['an FFT of 500', { ...FEATURE_SETS.spectral, fftLength: 500 }],
    ['bands from 0 to 9000 Hz', { ...FEATURE_SETS['logmel-sequence'], fMaxHz: 9000 }],
    ['both an added power', { ...FEATURE_SETS['logmel-htk-80'], topDb: 80 }],
    ['a span shorter', { ...FEATURE_SETS['utterance-312'], spanSeconds: 0.1 }],
  ])('is rejected if it has %s', (what, definition) => {
    expect(() => createExtractor(definition)).toThrow(
      expect.objectContaining({
        code: 'feature_set.unknown',
        message: expect.stringContaining(what) as string,
      }),
    );
  });
});
