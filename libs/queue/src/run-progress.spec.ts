import { describe, expect, it } from 'vitest';
import { nextRate, toProgress } from './run-progress.js';

/** Live state after clips were counted a second apart, up to now. */
function after(
  doneEachSecond: readonly number[],
  fields: Record<string, string> = {},
): Record<string, string> {
  const startMs = Date.now() - doneEachSecond.length * 1_000;
  return doneEachSecond.reduce<Record<string, string>>(
    (state, scored, second) => {
      const counted = { ...state, scored: String(scored) };
      return { ...counted, ...nextRate(counted, startMs + second * 1_000) };
    },
    { clips: '10000', ...fields },
  );
}
const steady = (rate: number, seconds: number) => Array.from({ length: seconds }, (_, n) => rate * n);

describe('the progress of a run', () => {
  it('tells a steady speed and when it will be done, within a range', () => {
    const { clipsPerSecond, eta } = toProgress(after(steady(100, 31)), 'extracting');
    expect(clipsPerSecond).toBeCloseTo(100, 0);
    expect(eta?.seconds).toBeCloseTo(70, 0);
    expect(eta!.soonestSeconds).toBeLessThan(eta!.seconds);
    expect(eta!.latestSeconds).toBeGreaterThan(eta!.seconds);
  });

  it('is less sure of a speed that jumps', () => {
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

  it('tells neither before anything is done, nor of a run that is not under way', () => {
    expect(toProgress(after(steady(0, 10)), 'extracting')).toMatchObject({ clipsPerSecond: null, eta: null });
    for (const state of ['paused', 'cancelling', 'completed', 'training'] as const)
      expect(toProgress(after(steady(100, 20)), state)).toMatchObject({ clipsPerSecond: null, eta: null });
  });

  it('begins anew when a launch counts less than the one before', () => {
    const { clipsPerSecond } = toProgress(after([0, 100, 200, 50, 150, 250, 350]), 'extracting');
    expect(clipsPerSecond).toBeGreaterThan(90);
    expect(clipsPerSecond).toBeLessThan(110);
  });

  it('counts what is extracted where a training waits for it', () => {
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

it('counts a clip as extracted once it is scored, also while its shard is not counted yet', () => {
  expect(toProgress({ clips: '3', extracted: '1', scored: '2' }, 'completed')).toMatchObject({
    extracted: 2,
  });
});
