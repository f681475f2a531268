import { describe, expect, it } from 'vitest';
import { labelledClips, unlabelledClips } from './synthetic-corpus.js';

/** Measures root mean square and zero crossings per second: energy, and roughly brightness. */
function measure(bytes: Buffer): { rms: number; crossings: number; seconds: number } {
  let square = 0;
  let crossings = 0;
  let before = 0;
  const samples = (bytes.length - 44) / 2;
  for (let at = 44; at < bytes.length; at += 2) {
    const value = bytes.readInt16LE(at);
    square += value * value;
    if (before < 0 !== value < 0) crossings += 1;
    before = value;
  }
  return {
    rms: Math.sqrt(square / samples),
    crossings: crossings / (samples / 16_000),
    seconds: samples / 16_000,
  };
}

describe('labelledClips', () => {
  const clips = [...labelledClips(0, 2, 2)];

  it('names each clip by label, speaker and take', () => {
    expect(clips).toHaveLength(8 * 2 * 2);
    expect(clips[0]?.name).toBe('neutral/s01_take1.wav');
    expect(new Set(clips.map(({ name }) => name)).size).toBe(clips.length);
  });

  it('depends on the seed alone', () => {
    const again = [...labelledClips(0, 2, 2)];
    expect(again.every(({ bytes }, index) => bytes.equals(clips[index]!.bytes))).toBe(true);
    const [other] = labelledClips(1, 2, 2);
    expect(other?.bytes.equals(clips[0]!.bytes)).toBe(false);
  });

  it('has clips of 1.5 to 2.5 seconds that are neither silent nor clipped', () => {
    for (const { name, bytes } of clips) {
      const { rms, seconds } = measure(bytes);
      expect(seconds, name).toBeGreaterThanOrEqual(1.5);
      expect(seconds, name).toBeLessThanOrEqual(2.5);
      expect(rms, name).toBeGreaterThan(30);
      expect(rms, name).toBeLessThan(12_000);
    }
  });

  it('makes energy and brightness follow the emotion', () => {
    const mean = (label: string, field: 'rms' | 'crossings'): number => {
      const values = clips
        .filter(({ name }) => name.startsWith(label))
        .map(({ bytes }) => measure(bytes)[field]);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean('angry', 'rms')).toBeGreaterThan(3 * mean('calm', 'rms'));
    expect(mean('calm', 'rms')).toBeGreaterThan(mean('sad', 'rms'));
    expect(mean('angry', 'crossings')).toBeGreaterThan(mean('sad', 'crossings'));
  });
});

describe('unlabelledClips', () => {
  it('hides the labels and adds three clips that cannot be scored', () => {
    const { files, madeAs } = unlabelledClips(0, 6);
    expect(files).toHaveLength(9);
    expect(madeAs.size).toBe(6);
    expect(files.some(({ name }) => /angry|sad|happy/.test(name))).toBe(false);
  });
});
