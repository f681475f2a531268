import Meyda from 'meyda';
import { FEATURE_SETS } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';
import { mfcc } from './mfcc.contract.js';

const definition = FEATURE_SETS['meyda-20'];
const signal = Float32Array.from({ length: 4000 }, (_, i) => 0.4 * Math.sin(i * i * 2e-4));

/** Meyda's global object, which its types describe as the default export of an ES module. */
const globalMeyda = Meyda as unknown as typeof Meyda.default & { melFilterBank?: unknown };

describe('the meyda feature set', () => {
  it('returns what Meyda itself returns at 16 kHz with 40 bands', () => {
    const { values } = mfcc(signal, definition);
    const meyda = {
      ...globalMeyda,
      sampleRate: 16_000,
      melBands: 40,
      numberOfMFCCCoefficients: 40,
      bufferSize: 512,
    };
    delete meyda.melFilterBank;
    const wanted = meyda.extract('mfcc', signal.slice(320, 832)) as unknown as number[];
    expect(Array.from(values.subarray(80, 120))).toEqual(Array.from(Float32Array.from(wanted)));
  });

  it("neither reads nor changes Meyda's global settings", () => {
    const before = createExtractor(definition).extract(signal);
    globalMeyda.sampleRate = 44_100;
    globalMeyda.bufferSize = 1024;
    globalMeyda.extract('mfcc', new Float32Array(1024).fill(0.1));
    const after = createExtractor(definition).extract(signal);
    expect(after).toEqual(before);
    expect([globalMeyda.sampleRate, globalMeyda.bufferSize, globalMeyda.melBands]).toEqual([
      44_100, 1024, 26,
    ]);
  });

  it('differs from librosa', () => {
    const [first = 0] = createExtractor(FEATURE_SETS['span-20']).extract(signal);
    expect(Math.abs((createExtractor(definition).extract(signal)[0] ?? 0) - first)).toBeGreaterThan(1);
  });

  it('rejects more coefficients than Meyda returns', () => {
    expect(() => createExtractor({ ...definition, melBands: 64, coefficients: 41 })).toThrow(/40 at most/);
  });
});
