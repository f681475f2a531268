import { preprocessingSchema, type PreprocessingRequest } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { preprocess } from './preprocess.js';

const RATE = 16_000;

/** Seconds of silence, voice-like harmonics, noise as loud, and silence again; one second each. */
function scene(): Float32Array {
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return Float32Array.from({ length: 4 * RATE }, (_, i) => {
    if (i < RATE || i >= 3 * RATE) return 1e-5 * noise();
    if (i >= 2 * RATE) return 0.3 * noise();
    return [1, 2, 3, 4, 5].reduce(
      (sum, k) => sum + (0.2 / k) * Math.sin((2 * Math.PI * 140 * k * i) / RATE),
      0,
    );
  });
}

const processed = (request: PreprocessingRequest) => preprocess(scene(), preprocessingSchema.parse(request));

describe('preprocess', () => {
  it('gives the signal itself when nothing is asked for', () => {
    const signal = scene();
    expect(preprocess(signal, preprocessingSchema.parse({}))).toBe(signal);
  });

  it('cuts silence off the edges, and not from between', () => {
    expect(processed({ trimSilence: {} }).length / RATE).toBeCloseTo(2, 1);
  });

  it.each([-12, -26, -40])('brings the RMS to %i dB of full scale', (levelDbfs) => {
    const signal = processed({ levelDbfs });
    const power = signal.reduce((sum, sample) => sum + sample * sample, 0) / signal.length;
    expect(10 * Math.log10(power)).toBeCloseTo(levelDbfs, 3);
  });

  it('keeps harmonics and drops silence and noise, however loud, as voice activity', () => {
    const kept = processed({ voiceActivity: { hangoverSeconds: 0, marginDb: 6 } });
    expect(kept.length / RATE).toBeGreaterThan(0.9);
    expect(kept.length / RATE).toBeLessThan(1.15);
  });

  it('calls digital silence silent', () => {
    expect(() => preprocess(new Float32Array(RATE), preprocessingSchema.parse({ trimSilence: {} }))).toThrow(
      expect.objectContaining({ code: 'clip.silent' }),
    );
  });
});
