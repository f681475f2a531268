import { readFileSync } from 'node:fs';
import { FEATURE_SETS } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';
import { createLibrosaMfcc } from './librosa-mfcc.js';
import { mfcc } from './mfcc.contract.js';
import { readSafetensors, requireTensor } from './safetensors.js';

/** The output of librosa for synthetic signals. `golden/make-golden.py` writes it. */
const golden = readSafetensors(readFileSync(new URL('../golden/librosa.safetensors', import.meta.url)));
const keepEvery = Number(golden.metadata.keep_every);
const frameCounts = JSON.parse(golden.metadata.frame_counts ?? '{}') as Record<string, number>;
const names = Object.keys(frameCounts);

function valuesOf(name: string): Float32Array {
  return requireTensor(golden, name, 'F32').values;
}

function expectAgreement(actual: Float32Array, wanted: Float32Array, relative = 1e-5): void {
  expect(actual).toHaveLength(wanted.length);
  let error = 0;
  let power = 0;
  let largest = 0;
  wanted.forEach((value, i) => {
    const difference = (actual[i] ?? NaN) - value;
    error += difference ** 2;
    power += value ** 2;
    largest = Math.max(largest, Math.abs(difference));
  });
  expect(Math.sqrt(error / power), 'relative L2').toBeLessThanOrEqual(relative);
  expect(largest, 'largest difference').toBeLessThanOrEqual(1e-3);
}

describe('agreement of the reference with librosa', () => {
  it.each(names)('computes the frames of librosa.feature.mfcc for %s to 1e-6', (name) => {
    const signal = valuesOf(`signal.${name}`);
    const size = FEATURE_SETS['span-20'].coefficients;
    const keptFrames = (frames: number) =>
      Array.from({ length: Math.ceil(frames / keepEvery) }, (_, i) => ({
        start: i * keepEvery,
        end: i * keepEvery + 1,
      }));
    const values = createLibrosaMfcc(FEATURE_SETS['span-20']).compute(
      signal,
      keptFrames,
      (rows) => new Float32Array(rows * size),
    );
    expectAgreement(values, valuesOf(`frames.${name}`), 1e-6);
  });
});

describe('agreement with librosa', () => {
  it.each(names)('computes the frames of librosa.feature.mfcc for %s', (name) => {
    const { frames, coefficients, values } = mfcc(valuesOf(`signal.${name}`), FEATURE_SETS['span-20']);
    expect(frames).toBe(frameCounts[name]);
    const kept = Array.from({ length: Math.ceil(frames / keepEvery) }, (_, i) => i * keepEvery);
    const rows = kept.map((frame) => values.subarray(frame * coefficients, (frame + 1) * coefficients));
    expectAgreement(Float32Array.from(rows.flatMap((row) => [...row])), valuesOf(`frames.${name}`));
  });

  it.each(
    (
      [
        ['paper-20', 'paper'],
        ['stride-20', 'stride'],
        ['span-20', 'span'],
      ] as const
    ).flatMap(([set, prefix]) =>
      names
        .filter((name) => golden.tensors.has(`${prefix}.${name}`))
        .map((name) => [set, name, prefix] as const),
    ),
  )('gives %s of %s', (set, name, prefix) => {
    const signal = valuesOf(`signal.${name}`);
    const definition = FEATURE_SETS[set];
    if (signal.length < definition.winLength) {
      expect(() => createExtractor(definition).extract(signal)).toThrow(
        expect.objectContaining({ code: 'clip.too_short' }),
      );
      return;
    }
    expectAgreement(createExtractor(definition).extract(signal), valuesOf(`${prefix}.${name}`));
  });
});
