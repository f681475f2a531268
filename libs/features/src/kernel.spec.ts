import fc from 'fast-check';
import { FEATURE_SETS, type FeatureSetDefinition } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extractor.js';
import type { MfccGrid } from './window.js';
import { createKernelLogMel, createKernelMfcc, fitsKernels } from './kernel-rows.js';
import { createLibrosaMfcc } from './librosa-mfcc.js';
import { createMelSpectrogram } from './mel-spectrogram.js';
import type { MfccEngine } from './engines.js';
import { poolingRanges, type FrameRange } from './pooling.js';

const RATE = 16_000;
const grid: MfccGrid = FEATURE_SETS['span-20'];

function noise(samples: number, seed = 1, peak = 0.5): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * peak * (0.6 + 0.4 * Math.sin(i / 900));
  });
}

/** Returns harmonics of a gliding pitch under a formant and an envelope. */
function voiced(samples: number): Float32Array {
  const hiss = noise(samples, 9, 1e-3);
  return hiss.map((value, i) => {
    const time = i / RATE;
    const phase = 2 * Math.PI * (140 * time + 1.6 * Math.sin(18 * time));
    let sum = 0;
    for (let k = 1; k < 30; k++) sum += (Math.sin(k * phase) / k) * Math.exp(-(((k * 140 - 700) / 900) ** 2));
    return value + 0.3 * sum * (0.2 + Math.abs(Math.sin(4 * time)));
  });
}

const SIGNALS: Readonly<Record<string, Float32Array>> = {
  speech: voiced(59_200),
  silence: new Float32Array(16_000),
  'a full-scale square': Float32Array.from({ length: 16_000 }, (_, i) => (i % 36 < 18 ? 1 : -1)),
  'an impulse': new Float32Array(8000).fill(1, 4000, 4001),
  DC: new Float32Array(8000).fill(0.5),
  'noise at -90 dB': noise(16_000, 3, 10 ** (-90 / 20)),
  'a chirp': Float32Array.from(
    { length: 16_000 },
    (_, i) => 0.8 * Math.sin((2 * Math.PI * 0.245 * i * i) / RATE),
  ),
  '1 sample': Float32Array.of(0.5),
  '1 frame': noise(150),
  '60 s': noise(960_000, 5),
};

const everyFrame = (frames: number): FrameRange[] =>
  poolingRanges(frames, { bins: frames, framesPerBin: null });

/** Returns all frames. Engines, unlike extractors, accept signals shorter than one window. */
function framesBy(engine: MfccEngine, signal: Float32Array, width: number): Float32Array {
  return engine.compute(signal, everyFrame, (frames) => new Float32Array(frames * width));
}

function kernelOf(some: MfccGrid): MfccEngine {
  return createKernelMfcc(some, () => {
    throw new Error('This clip fits the kernel, so the reference must not run.');
  });
}

function expectAgreement(actual: Float32Array, wanted: Float32Array, most = 1e-3): void {
  expect(actual.length).toBe(wanted.length);
  let error = 0;
  let power = 0;
  let largest = 0;
  let peak = 0;
  wanted.forEach((value, i) => {
    peak = Math.max(peak, Math.abs(value));
    const difference = (actual[i] ?? NaN) - value;
    error += difference ** 2;
    power += value ** 2;
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : Math.abs(difference));
  });
  expect(Math.sqrt(error / power), 'relative L2').toBeLessThanOrEqual(1e-5);
  expect(largest, 'largest difference').toBeLessThanOrEqual(most * Math.max(1, peak / 300));
}

describe('the kernel compared to the reference', () => {
  it.each(Object.entries(SIGNALS))('computes the same MFCC frames of %s', (_, signal) => {
    expectAgreement(framesBy(kernelOf(grid), signal, 40), framesBy(createLibrosaMfcc(grid), signal, 40));
  });

  it.each(Object.entries(SIGNALS))('computes the same log-mel frames of %s', (_, signal) => {
    const { values, frames, floor } = createMelSpectrogram(grid)(signal);
    const wanted = values.subarray(0, frames * 128).map((power) => 10 * Math.log10(Math.max(power, floor)));
    // A single band 80 dB below a tone shows an error that the DCT would average out.
    expectAgreement(createKernelLogMel(grid)(signal) ?? new Float32Array(), wanted, 5e-3);
  });

  it.each(['paper-20', 'stride-20', 'span-20'] as const)('computes the same %s', (name) => {
    const definition = FEATURE_SETS[name];
    expect(fitsKernels(definition)).toBe(true);
    const reference = createLibrosaMfcc(definition);
    for (const signal of Object.values(SIGNALS)) {
      const span =
        definition.spanSeconds === null ? signal : signal.subarray(0, definition.spanSeconds * RATE);
      const pooled = (engine: MfccEngine): Float32Array =>
        engine.compute(
          span,
          (frames) => poolingRanges(frames, definition.pooling),
          (bins) => new Float32Array(bins * 40),
        );
      expectAgreement(pooled(kernelOf(definition)), pooled(reference));
    }
  });

  it('agrees at any length, also if the number of frames is not a multiple of four', () => {
    const reference = createLibrosaMfcc(grid);
    const kernel = kernelOf(grid);
    const length = fc.oneof(
      fc.integer({ min: 1, max: 4000 }),
      fc.constantFrom(15_360, 15_519, 15_520, 15_521),
    );
    fc.assert(
      fc.property(length, fc.nat(1000), (samples, seed) => {
        const signal = noise(samples, seed + 1);
        expectAgreement(framesBy(kernel, signal, 40), framesBy(reference, signal, 40));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { fftLength: 64, winLength: 64, hopLength: 16, melBands: 16, coefficients: 13 },
    { fftLength: 128, winLength: 100, hopLength: 50, melBands: 24, coefficients: 24 },
    { fftLength: 256, winLength: 201, hopLength: 77, melBands: 40, coefficients: 13 },
    { fftLength: 1024, winLength: 640, hopLength: 256, melBands: 80, coefficients: 80 },
    { fftLength: 2048, winLength: 2048, hopLength: 512, melBands: 128, coefficients: 20, topDb: 60 },
    { fftLength: 4096, winLength: 2400, hopLength: 2400, framing: 'left', melBands: 128, coefficients: 41 },
    {
      fftLength: 512,
      winLength: 512,
      hopLength: 999,
      framing: 'centred-zero',
      melBands: 64,
      coefficients: 1,
    },
  ] as const)('agrees for $fftLength points, $melBands bands and $coefficients coefficients', (sizes) => {
    const other: MfccGrid = { ...grid, ...sizes };
    const signal = SIGNALS['speech']?.subarray(0, 20_011) ?? new Float32Array();
    const frames = framesBy(kernelOf(other), signal, sizes.coefficients);
    expectAgreement(frames, framesBy(createLibrosaMfcc(other), signal, sizes.coefficients));
  });
});

describe('the kernel', () => {
  it('does not depend on the previous clip, for any set and length', () => {
    const short = noise(1234, 4);
    const sets = ['span-20', 'stride-20', 'paper-20'] as const;
    const first = createExtractor(FEATURE_SETS['span-20']).extract(short);
    for (const name of sets) createExtractor(FEATURE_SETS[name]).extract(noise(300_000, 8, 0.9));
    expect(createExtractor(FEATURE_SETS['span-20']).extract(short)).toEqual(first);
  });

  it('releases memory after a long clip and still works', () => {
    const short = noise(20_000, 4);
    const extractor = createExtractor(FEATURE_SETS['span-20']);
    const first = extractor.extract(short);
    expect(extractor.extract(noise(400 * RATE)).every(Number.isFinite)).toBe(true);
    expect(extractor.extract(short)).toEqual(first);
  });

  it('passes a clip that is too long to the reference', () => {
    const reference: MfccEngine = { compute: () => Float32Array.of(7) };
    const tiny: MfccGrid = { ...grid, fftLength: 16, winLength: 16, hopLength: 1 };
    const engine = createKernelMfcc(tiny, () => reference);
    const result = engine.compute(new Float32Array(600_000), everyFrame, () => new Float32Array());
    expect([...result]).toEqual([7]);
  });

  it('is not used for sets without a limit of 80 dB', () => {
    expect(fitsKernels({ ...grid, topDb: null })).toBe(false);
    expect(fitsKernels({ ...grid, topDb: 120 })).toBe(false);
  });

  it('changes only the first coefficient with the gain, above the least power', () => {
    const definition: FeatureSetDefinition = FEATURE_SETS['span-20'];
    const extractor = createExtractor(definition);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        (seed, gain) => {
          const signal = noise(6000, seed);
          const plain = extractor.extract(signal);
          const louder = extractor.extract(signal.map((value) => value * gain));
          const shift = 20 * Math.log10(gain) * Math.sqrt(128);
          expectAgreement(
            louder,
            plain.map((value, i) => (i % 40 === 0 ? value + shift : value)),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
