import { expect, it, vi } from 'vitest';
import type { EpochMetrics, Watched } from './run-watch.js';

vi.hoisted(() => {
  // The module reads the page's location; browser globals are missing here.
  Object.assign(globalThis, {
    location: { href: 'http://127.0.0.1/' },
    sessionStorage: { getItem: () => null },
  });
});
const { applyEvent } = await import('./run-watch.js');

const progress = { scored: 0, epoch: 0 };
const begun = { run: { state: 'queued', error: null, progress }, epochs: [] } as unknown as Watched;
const epochOf = (epoch: number, loss: number) => ({ epoch, epochs: 9, loss }) as EpochMetrics;

it('applies states with their errors, and clears an error when the run resumes', () => {
  const error = { code: 'internal.error', message: 'x' } as const;
  const failed = applyEvent(begun, { type: 'state.changed', state: 'failed', error });
  expect(failed.run).toMatchObject({ state: 'failed', error });
  expect(applyEvent(failed, { type: 'state.changed', state: 'queued' }).run.error).toBeNull();
});

it('applies progress', () => {
  const progress = { ...begun.run.progress, scored: 3 };
  expect(applyEvent(begun, { type: 'progress.made', progress }).run.progress.scored).toBe(3);
});

it('counts the epochs that are finished', () => {
  const training = applyEvent(begun, { type: 'state.changed', state: 'training' });
  const { progress } = applyEvent(training, { type: 'epoch.finished', metrics: epochOf(4, 2) }).run;
  expect(progress).toMatchObject({ epoch: 4, epochs: 9 });
});

it('keeps the epoch of the run when older progress is replayed', () => {
  const watched = { ...begun, run: { ...begun.run, progress: { ...begun.run.progress, epoch: 14 } } };
  const replayed = { ...begun.run.progress, epoch: 0 };
  expect(applyEvent(watched, { type: 'progress.made', progress: replayed }).run.progress.epoch).toBe(14);
});

it('shows no speed or end of the extraction while the training learns', () => {
  const extraction = { clipsPerSecond: 90, eta: { seconds: 0, soonestSeconds: 0, latestSeconds: 0 } };
  const extracted = applyEvent(begun, {
    type: 'progress.made',
    progress: { ...begun.run.progress, ...extraction },
  });
  const { progress } = applyEvent(extracted, { type: 'state.changed', state: 'training' }).run;
  expect(progress).toMatchObject({ clipsPerSecond: null, eta: null });
});

it('goes back to the epoch of the checkpoint that a training resumes from', () => {
  const before = applyEvent(begun, { type: 'epoch.finished', metrics: epochOf(7, 2) });
  expect(applyEvent(before, { type: 'checkpoint.resumed', epoch: 5 }).run.progress.epoch).toBe(5);
});

it('replaces epochs that are trained again after a checkpoint', () => {
  const epochs = [epochOf(1, 3), epochOf(2, 2), epochOf(3, 1.9), epochOf(2, 2.1)];
  const watched = epochs.reduce((at, metrics) => applyEvent(at, { type: 'epoch.finished', metrics }), begun);
  expect(watched.epochs.map(({ epoch, loss }) => [epoch, loss])).toEqual([
    [1, 3],
    [2, 2.1],
  ]);
});
