import { preprocessingSchema, type PreprocessingRequest } from '#libs/contracts';
import { describe, expect, it } from 'vitest';
import { preprocess } from './preprocess.js';

const RATE = 16_000;

/** One second each of silence, voice-like harmonics, equally loud noise, and silence. */
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
  it('returns the signal itself if nothing is requested', () => {
    const signal = scene();
    expect(preprocess(signal, preprocessingSchema.parse({}))).toBe(signal);
  });

  it('cuts silence off the edges but not from the middle', () => {
    expect(processed({ trimSilence: {} }).length / RATE).toBeCloseTo(2, 1);
  });

  it.each([-12, -26, -40])('scales the RMS to %i dB of full scale', (levelDbfs) => {
    const signal = processed({ levelDbfs });
    const power = signal.reduce((sum, sample) => sum + sample * sample, 0) / signal.length;
    expect(10 * Math.log10(power)).toBeCloseTo(levelDbfs, 3);
  });

  it('keeps harmonics as speech and drops silence and loud noise', () => {
    const kept = processed({ voiceActivity: { hangoverSeconds: 0, marginDb: 6 } });
    expect(kept.length / RATE).toBeGreaterThan(0.9);
    expect(kept.length / RATE).toBeLessThan(1.15);
  });

  it('reports digital silence as silent', () => {
    expect(() => preprocess(new Float32Array(RATE), preprocessingSchema.parse({ trimSilence: {} }))).toThrow(
      expect.objectContaining({ code: 'clip.silent' }),
    );
  });
});
