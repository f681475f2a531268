import { describe, expect, it } from 'vitest';
import { updateRate, toProgress } from './run-progress.js';

/** Returns the live state after clips were counted a second apart, up to now. */
function after(
  doneEachSecond: readonly number[],
  fields: Record<string, string> = {},
): Record<string, string> {
  const startMs = Date.now() - doneEachSecond.length * 1_000;
  return doneEachSecond.reduce<Record<string, string>>(
    (state, scored, second) => {
      const counted = { ...state, scored: String(scored) };
      return { ...counted, ...updateRate(counted, startMs + second * 1_000) };
    },
    { clips: '10000', ...fields },
  );
}
const steady = (rate: number, seconds: number) => Array.from({ length: seconds }, (_, n) => rate * n);

describe('the progress of a run', () => {
  it('reports a steady speed, and a range for the end', () => {
    const { clipsPerSecond, eta } = toProgress(after(steady(100, 31)), 'extracting');
    expect(clipsPerSecond).toBeCloseTo(100, 0);
    expect(eta?.seconds).toBeCloseTo(70, 0);
    expect(eta!.soonestSeconds).toBeLessThan(eta!.seconds);
    expect(eta!.latestSeconds).toBeGreaterThan(eta!.seconds);
  });

  it('reports a wider range if the speed jumps', () => {
    const jumping = steady(100, 31).map((done, n) => done + (n % 2) * 80);
    const width = (fields: Record<string, string>) => {
      const { eta } = toProgress(fields, 'extracting');
      return eta!.latestSeconds - eta!.soonestSeconds;
    };
    expect(width(after(jumping))).toBeGreaterThan(width(after(steady(100, 31))));
  });

  it('follows a speed that changes', () => {
    const slower = [...steady(100, 30), ...steady(20, 60).map((done) => 2_900 + done)];
    const { clipsPerSecond } = toProgress(after(slower), 'scoring');
    expect(clipsPerSecond).toBeGreaterThan(18);
    expect(clipsPerSecond).toBeLessThan(24);
  });

  it('reports no speed before the first clip is done, nor for an inactive run', () => {
    expect(toProgress(after(steady(0, 10)), 'extracting')).toMatchObject({ clipsPerSecond: null, eta: null });
    for (const state of ['paused', 'cancelling', 'completed', 'training'] as const)
      expect(toProgress(after(steady(100, 20)), state)).toMatchObject({ clipsPerSecond: null, eta: null });
  });

  it('restarts the estimate when a launch counts less than the previous one', () => {
    const { clipsPerSecond } = toProgress(after([0, 100, 200, 50, 150, 250, 350]), 'extracting');
    expect(clipsPerSecond).toBeGreaterThan(90);
    expect(clipsPerSecond).toBeLessThan(110);
  });

  it('counts extracted clips while a training waits for them', () => {
    const { eta } = toProgress(
      {
        clips: '100',
        epochs: '3',
        extracted: '90',
        failed: '10',
        rateMean: '5',
        rateSamples: '9',
        rateAt: String(Date.now()),
      },
      'extracting',
    );
    expect(eta?.seconds).toBe(0);
  });
});

it('counts a scored clip as extracted even before its shard is counted', () => {
  expect(toProgress({ clips: '3', extracted: '1', scored: '2' }, 'completed')).toMatchObject({
    extracted: 2,
  });
});
