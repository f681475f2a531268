import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from './clip-source.js';
import { PeakMeter } from './peak-meter.js';
import { fixture, FIXTURE_NAMES } from './testing/fixtures.js';

const RATE = 16_000;
const LIMITS = { maxDurationSeconds: 3_600 };

function peaksOf(channels: readonly Float32Array[], pieceSamples: number) {
  const meter = new PeakMeter(1, LIMITS);
  meter.open({ sampleRateHz: RATE, channels: channels.length, frames: null });
  for (let at = 0; at < (channels[0]?.length ?? 0); at += pieceSamples)
    meter.push(channels.map((samples) => samples.subarray(at, at + pieceSamples)));
  return meter.peaks();
}

/** Computes the largest magnitudes of stretches from the whole signal. */
function directly(samples: Float32Array, samplesEach: number): number[] {
  return Array.from({ length: Math.ceil(samples.length / samplesEach) }, (_, stretch) =>
    samples
      .subarray(stretch * samplesEach, (stretch + 1) * samplesEach)
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  );
}

describe('PeakMeter', () => {
  it('returns the largest magnitude of each stretch for any length and any pieces', () => {
    const samples = fc.integer({ min: 1, max: 60_000 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 9_000 }), fc.nat(), (length, piece, seed) => {
        const signal = Float32Array.from({ length }, (_, n) => Math.sin(n * n * 0.37 + seed) * (n / length));
        const { channels, secondsEach, durationSeconds } = peaksOf([signal, signal.map((x) => x / 2)], piece);
        const samplesEach = Math.round(secondsEach * RATE);
        expect(durationSeconds).toBeCloseTo(length / RATE, 9);
        const wanted = directly(signal, samplesEach);
        expect(wanted.length).toBeLessThanOrEqual(1_024);
        expect(channels.map((peaks) => peaks.length)).toEqual([wanted.length, wanted.length]);
        wanted.forEach((peak, at) => {
          expect(Math.abs(channels[0]![at]! - peak)).toBeLessThan(0.000_51);
          expect(Math.abs(channels[1]![at]! - peak / 2)).toBeLessThan(0.000_51);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('has at least half of the possible stretches for a long clip', () => {
    const { channels } = peaksOf([new Float32Array(RATE * 600).fill(0.5)], RATE);
    expect(channels[0]?.length).toBeGreaterThan(512);
    expect(new Set(channels[0])).toEqual(new Set([0.5]));
  });

  it('rejects a sample that is not a number and a clip that is too long', () => {
    const broken = Float32Array.of(0, NaN);
    expect(() => peaksOf([broken], 2)).toThrow(expect.objectContaining({ code: 'clip.malformed' }));
    const meter = new PeakMeter(1, LIMITS);
    const format = { sampleRateHz: RATE, channels: 1, frames: RATE * 3_601 };
    expect(() => meter.open(format)).toThrow(expect.objectContaining({ code: 'clip.too_long' }));
  });

  it.each(FIXTURE_NAMES)('measures the peaks of %s', async (name) => {
    const source = bytesSource(fixture(name));
    const meter = new PeakMeter(source.size, LIMITS);
    await source.decode(meter, false);
    const { channels, durationSeconds } = meter.peaks();
    expect(channels).toHaveLength(2);
    expect(durationSeconds).toBeGreaterThan(0.04);
    expect(Math.max(...(channels[0] ?? []))).toBeGreaterThan(0.05);
  });
});
