import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { resample } from './resample.js';
import { SignalMeter } from './signal-meter.js';

const RATE = 16_000;

function tone(hz: number, amplitude: number, seconds = 2): Float32Array {
  return Float32Array.from(
    { length: seconds * RATE },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / RATE),
  );
}

/** Returns even noise of a given root mean square. */
function noise(rms: number, seconds = 2, seed = 1, rate = RATE): Float32Array {
  let state = seed;
  return Float32Array.from({ length: seconds * rate }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * Math.sqrt(12) * rms;
  });
}

function joinParts(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

describe('SignalMeter', () => {
  let meter = new SignalMeter();
  beforeEach(() => {
    meter = new SignalMeter();
  });
  const measured = (...signals: readonly Float32Array[]) => {
    signals.forEach((signal) => meter.add(signal));
    return meter.take();
  };

  it('measures the levels of a tone and of noise', () => {
    expect(measured(tone(1000, 1))).toEqual({ levelDbfs: -3, snrDb: 0, bandwidthHz: 1250 });
    expect(measured(tone(1000, 0.01))?.levelDbfs).toBe(-43);
    expect(measured(noise(0.1))?.levelDbfs).toBeCloseTo(-20, 0);
  });

  it('changes only the level with the gain', () => {
    const voice = joinParts(noise(0.001, 1), noise(0.1, 1));
    const before = measured(voice);
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 10 }), (gainDb) => {
        const after = measured(voice.map((sample) => sample * 10 ** (gainDb / 20)));
        expect(after?.levelDbfs).toBeCloseTo((before?.levelDbfs ?? 0) + gainDb, 0);
        expect(Math.abs((after?.snrDb ?? 0) - (before?.snrDb ?? 0))).toBeLessThanOrEqual(1);
        expect(after?.bandwidthHz).toBe(before?.bandwidthHz);
      }),
      { numRuns: 20 },
    );
  });

  it.each([10, 20, 40])('measures that speech is %i dB above its noise', (snrDb) => {
    const quiet = 0.1 * 10 ** (-snrDb / 20);
    // Half of the signal is loud, so its level is 3 dB below that of the loud half.
    const found = measured(joinParts(noise(0.1, 2), noise(quiet, 2)))?.snrDb;
    expect(Math.abs((found ?? 0) - (snrDb - 3))).toBeLessThanOrEqual(1.5);
  });

  it('measures the bandwidth that a telephone leaves', () => {
    expect(measured(noise(0.1))?.bandwidthHz).toBe(8000);
    const telephone = resample(noise(0.1, 2, 1, 8000), 8000, RATE, 'kaiser-8');
    const { bandwidthHz = 0 } = measured(telephone) ?? {};
    expect(bandwidthHz).toBeGreaterThanOrEqual(4000);
    expect(bandwidthHz).toBeLessThanOrEqual(4500);
  });

  it('ignores a constant offset', () => {
    const offset = tone(1000, 0.1).map((sample) => sample + 0.5);
    expect(measured(offset)).toEqual(measured(tone(1000, 0.1)));
    expect(measured(new Float32Array(RATE).fill(0.5))?.levelDbfs ?? -100).toBeLessThan(-60);
  });

  it('measures parts like the whole, for any length', () => {
    const [first, second] = [noise(0.1, 30), tone(500, 0.5, 30)];
    expect(measured(first, second)).toEqual(measured(joinParts(first, second)));
  });

  it('measures a signal shorter than a frame, and returns null for silence', () => {
    expect(measured(tone(1000, 1).subarray(0, 100))).not.toBeNull();
    expect(measured(new Float32Array(RATE))).toBeNull();
    expect(measured()).toBeNull();
  });

  it('measures only the beginning if features use only that, and starts again with each clip', () => {
    meter.add(joinParts(tone(1000, 0.01, 1), tone(3000, 1, 1)), 1);
    expect(meter.take()).toMatchObject({ levelDbfs: -43, bandwidthHz: 1250 });
    expect(meter.take()).toBeNull();
  });
});
