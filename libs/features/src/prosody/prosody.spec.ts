import { FEATURE_SETS } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { createExtractor } from '../extractor.js';
import { countOnsetRates } from './prosody.js';

const RATE = 16_000;

/** Returns the columns of the frame at the given time. */
function rowAt(values: Float32Array, seconds: number): number[] {
  const frame = Math.round(seconds * 100);
  return [...values.subarray(frame * 5, frame * 5 + 5)];
}

/** Returns a buzz at the given pitch in [start, end) of each second, and faint noise elsewhere. */
function buzz(hz: number, seconds: number, start: number, end: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = 1e-3 * (state / 2 ** 31 - 1);
    const within = (i / RATE) % 1;
    if (within < start || within >= end) return noise;
    const phase = (2 * Math.PI * hz * i) / RATE;
    return noise + 0.2 * (Math.sin(phase) + Math.sin(2 * phase) / 2 + Math.sin(3 * phase) / 3);
  });
}

describe('the prosody feature set', () => {
  const values = createExtractor(FEATURE_SETS.prosody).extract(buzz(220, 3, 0.2, 0.8));

  it('returns the pitch of voiced frames in semitones above 27.5 Hz and 0 for others', () => {
    expect(rowAt(values, 1.5)[0]).toBeCloseTo(36, 1);
    expect(rowAt(values, 2.0)[0]).toBe(0);
  });

  it('decides on voicing and reports its certainty', () => {
    const [, sure, voiced] = rowAt(values, 1.5);
    expect([sure! > 0.8, voiced]).toEqual([true, 1]);
    const [, unsure, unvoiced] = rowAt(values, 2.0);
    expect([unsure! < 0.5, unvoiced]).toEqual([true, 0]);
  });

  it('returns the mean square of the frame in dB', () => {
    const power = (0.04 / 2) * (1 + 1 / 4 + 1 / 9);
    expect(Math.abs((rowAt(values, 1.5)[3] ?? NaN) - 10 * Math.log10(power))).toBeLessThan(0.1);
  });

  it('counts one voiced onset per second in a buzz with one', () => {
    expect(rowAt(values, 1.5)[4]).toBeCloseTo(1, 1);
  });
});

describe('countOnsetRates', () => {
  const hz = Float64Array.of(1, 1, 0, 0, 1, 0, 1, 1, 1, 0);

  it('counts the starts of voiced stretches around each frame', () => {
    expect([...countOnsetRates(hz, 1, 0.5)].map((rate) => rate * 1.5)).toEqual([
      1, 1, 0, 1, 1, 2, 1, 1, 0, 0,
    ]);
  });

  it('counts in the whole clip if it is shorter than the stretch', () => {
    expect([...countOnsetRates(hz, 50, 0.1)]).toEqual(new Array(10).fill(3));
  });
});
