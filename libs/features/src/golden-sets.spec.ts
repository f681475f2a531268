import { readFileSync } from 'node:fs';
import { FEATURE_SETS, type FeatureSetName } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';
import { Pyin } from './prosody/pyin.js';
import { readSafetensors, requireTensor } from './safetensors.js';
import { chromaBank } from './spectral/chroma-bank.js';

/** The results of librosa for ten kinds of signal. `golden/make-golden-sets.py` computes them. */
const golden = readSafetensors(readFileSync(new URL('../golden/feature-sets.safetensors', import.meta.url)));
const keepEvery = Number(golden.metadata.keep_every);
const longKeepEvery = Number(golden.metadata.long_keep_every);
const frameCounts = JSON.parse(golden.metadata.frame_counts ?? '{}') as Record<string, number>;
const cases = Object.keys(frameCounts).map((key) => key.split('.') as [FeatureSetName, string]);
const names = [...new Set(cases.map(([, name]) => name))];

function valuesOf(name: string): Float32Array {
  return requireTensor(golden, name, 'F32').values;
}

/** `long_signal` of the script. */
function longSignal(): Float32Array {
  let state = 1;
  return Float32Array.from({ length: 960_000 }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const phase = i % 20_000;
    return ((state / 2 ** 31 - 1) * 0.4 * (Math.min(phase, 20_000 - phase) + 100)) / 10_100;
  });
}

function signalOf(name: string): Float32Array {
  return name === 'long_60_s' ? longSignal() : valuesOf(`signal.${name}`);
}

function expectAgreement(actual: ArrayLike<number>, wanted: Float32Array, relative: number, largest: number) {
  expect(actual).toHaveLength(wanted.length);
  let error = 0;
  let power = 0;
  let worst = 0;
  wanted.forEach((value, i) => {
    const difference = (actual[i] ?? NaN) - value;
    error += difference ** 2;
    power += value ** 2;
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : Math.abs(difference));
  });
  expect(Math.sqrt(error / power), 'relative L2').toBeLessThanOrEqual(relative);
  expect(worst, 'largest difference').toBeLessThanOrEqual(largest);
}

describe('sequences against librosa', () => {
  it.each(cases)('computes the frames of %s for %s', (set, name) => {
    const extractor = createExtractor(FEATURE_SETS[set]);
    const values = extractor.extract(signalOf(name));
    const { coefficients } = extractor;
    expect(values.length / coefficients).toBe(frameCounts[`${set}.${name}`]);
    const step = (name === 'long_60_s' ? longKeepEvery : keepEvery) * coefficients;
    const kept: number[] = [];
    for (let at = 0; at < values.length; at += step) kept.push(...values.subarray(at, at + coefficients));
    expectAgreement(kept, valuesOf(`${set}.${name}`), 1e-5, 1e-3);
  });

  it.each(['mfcc-sequence', 'logmel-sequence', 'prosody', 'spectral', 'utterance-312'] as const)(
    'rejects silence and a single sample for %s',
    (set) => {
      const extractor = createExtractor(FEATURE_SETS[set]);
      expect(() => extractor.extract(valuesOf('signal.silence'))).toThrow(
        expect.objectContaining({ code: 'clip.silent' }),
      );
      expect(() => extractor.extract(valuesOf('signal.one_sample'))).toThrow(
        expect.objectContaining({ code: 'clip.too_short' }),
      );
    },
  );
});

/** An impulse has a flat spectrum, so rounding alone decides its peaks, and with them its pitch, tuning and chroma. */
const ROUNDING_ONLY = new Set([
  'impulse scalars 8',
  'impulse scalars 9',
  'impulse scalars 10',
  'impulse scalars 11',
]);

describe('utterance-312 against the corrected script of the base repository', () => {
  it.each(names)('computes the statistics of %s', (name) => {
    const actual = createExtractor(FEATURE_SETS['utterance-312']).extract(signalOf(name));
    const wanted = valuesOf(`utterance-312.${name}`);
    const parts = {
      scalars: [0, 15],
      mfcc: [15, 165],
      chroma: [165, 177],
      mel: [177, 305],
      contrast: [305, 312],
    };
    for (const [part, [start, end]] of Object.entries(parts)) {
      const own = [...actual.subarray(start, end)];
      wanted.subarray(start, end).forEach((value, i) => {
        if (ROUNDING_ONLY.has(`${name} ${part} ${i}`) || (name === 'impulse' && part === 'chroma')) return;
        const tolerance = 1e-5 * Math.max(1, Math.abs(value)) + (part === 'mfcc' ? 1e-3 : 0);
        expect(Math.abs((own[i] ?? NaN) - value), `${part} ${i}: ${own[i]} for ${value}`).toBeLessThan(
          tolerance,
        );
      });
    }
  });
});

describe('pitch against librosa.pyin', () => {
  const pyin = new Pyin(1024, 160, 16_000, 65, 500);

  function trackOf(name: string) {
    const signal = valuesOf(`pitch.signal.${name}`);
    const padded = new Float64Array(signal.length + 1024);
    padded.set(signal, 512);
    return pyin.track(padded, 1 + Math.floor(signal.length / 160));
  }

  it.each(['glide', 'speech'])('finds the pitch, voicing and probability of a %s in every frame', (name) => {
    const { f0Hz, voicedProbability } = trackOf(name);
    const wanted = valuesOf(`pitch.f0.${name}`);
    expect(f0Hz).toHaveLength(wanted.length);
    f0Hz.forEach((hz, frame) => {
      const reference = wanted[frame] ?? NaN;
      expect(hz > 0, `voicing of frame ${frame}`).toBe(reference > 0);
      if (hz > 0)
        expect(Math.abs(1200 * Math.log2(hz / reference)), `cents of frame ${frame}`).toBeLessThan(0.1);
    });
    expectAgreement(voicedProbability, valuesOf(`pitch.probability.${name}`), 1e-5, 1e-4);
  });

  it('stays within 20 cents of a glide of one and a half octaves a second, away from its pause', () => {
    const { f0Hz } = trackOf('glide');
    const cents = Array.from(valuesOf('pitch.true.glide'), (hz, frame) => {
      const found = f0Hz[frame] ?? 0;
      return found > 0 && (frame < 95 || frame > 130) && frame > 4 && frame < 235
        ? Math.abs(1200 * Math.log2(found / hz))
        : 0;
    });
    expect(Math.max(...cents)).toBeLessThan(20);
  });
});

describe('chroma filters', () => {
  it.each([-0.31, 0, 0.2])('are those of librosa.filters.chroma at a tuning of %d', (tuning) => {
    const bank = chromaBank(2048, 16_000, tuning);
    const kept = Array.from(bank).filter((_, i) => (i % 1025) % 17 === 0);
    expectAgreement(kept, valuesOf(`chroma.${tuning}`), 1e-6, 1e-6);
  });
});
