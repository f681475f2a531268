import { describe, expect, it } from 'vitest';
import { extractionWork, type ClipReport } from '#libs/contracts';
import { WorkCounter } from './work-counter.js';

const extracted: ClipReport = {
  status: 'extracted',
  row: 0,
  sha256: '0'.repeat(64),
  durationSeconds: 2,
  sampleRateHz: 16_000,
  channels: 1,
  peak: 0.5,
};
const failed: ClipReport = { status: 'failed', code: 'clip.empty', message: 'The clip has 0 bytes.' };
const stages = { read: 100, inflate: 200, decode: 300, resample: 0, features: 400, hash: 50 };

describe('WorkCounter', () => {
  it('adds up clips, their length and the time of each stage', () => {
    const counter = new WorkCounter();
    counter.add({ reports: [extracted, failed], stages }, 25);
    counter.add({ reports: [extracted], stages }, 25);
    const work = counter.work();
    expect(extractionWork.parse(work)).toMatchObject({ clips: 3, failed: 1, audioSeconds: 4 });
    expect(work.stageSeconds).toEqual({
      read: 0.2,
      inflate: 0.4,
      decode: 0.6,
      resample: 0,
      features: 0.8,
      hash: 0.1,
      write: 0.05,
    });
  });

  it('reports recent rates, not rates since the start', () => {
    let now = 0;
    const counter = new WorkCounter(() => now);
    for (let second = 1; second <= 60; second++) {
      now = 1000 * second;
      if (second <= 30) counter.add({ reports: [extracted, extracted], stages }, 0);
      const { clipsPerSecond, audioSecondsPerSecond } = counter.work();
      if (second === 30) expect([clipsPerSecond, audioSecondsPerSecond]).toEqual([2, 4]);
      if (second === 35) expect(clipsPerSecond).toBeCloseTo(1, 5);
      if (second > 40) expect([clipsPerSecond, audioSecondsPerSecond]).toEqual([0, 0]);
    }
  });
});
