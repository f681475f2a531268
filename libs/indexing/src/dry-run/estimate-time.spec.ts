import { expect, it } from 'vitest';
import type { DryRunView, WorkerPresence } from '#libs/contracts';
import { estimateTime } from './estimate-time.js';

type Audio = DryRunView['audio'];
const audio: Audio = {
  seconds: 400,
  wavClips: 100,
  otherClips: 0,
  measured: 32,
  isExtrapolated: true,
  reason: null,
};
const cache: DryRunView['cache'] = {
  shards: 4,
  checked: 4,
  found: 1,
  hits: 1,
  clips: 25,
  isExtrapolated: false,
  reason: null,
};

/** A worker whose threads spent 10 ms on each second of audio, and 40 ms on each clip. */
function worker(patch: Partial<WorkerPresence> = {}, clips = 1_000): WorkerPresence {
  const audioSeconds = 4 * clips;
  const stages = {
    read: 0.002,
    inflate: 0,
    decode: 0.004,
    resample: 0,
    features: 0.003,
    hash: 0,
    write: 0.001,
  };
  return {
    id: 'w',
    kind: 'worker-features',
    pid: 1,
    host: 'h',
    startedAt: '2026-01-02T03:04:05.000Z',
    seenAt: '2026-01-02T03:04:05.000Z',
    concurrency: 2,
    rssBytes: 1,
    engine: null,
    work: {
      clips,
      failed: 0,
      audioSeconds,
      stageSeconds: Object.fromEntries(
        Object.entries(stages).map(([stage, cost]) => [stage, cost * audioSeconds]),
      ) as NonNullable<WorkerPresence['work']>['stageSeconds'],
      clipsPerSecond: 0,
      audioSecondsPerSecond: 0,
    },
    ...patch,
  };
}

it('divides the cost of the audio that is not cached by the shards extracted at once', () => {
  // 400 s x 10 ms, three quarters of it, over two workers of two shards.
  const time = estimateTime([worker(), worker({ id: 'x' })], { clips: 100, audio, cache });
  expect(time).toMatchObject({ basis: 'audio', workers: 2, shardsAtOnce: 4, measuredClips: 2_000 });
  expect(time.seconds).toBeCloseTo(0.75, 3);
});

it('uses the cost of a clip if some lengths are unknown', () => {
  const mixed: Audio = { ...audio, otherClips: 50 };
  const time = estimateTime([worker()], { clips: 100, audio: mixed, cache: { ...cache, clips: 0 } });
  expect(time).toMatchObject({ basis: 'clips' });
  expect(time.seconds).toBeCloseTo((100 * 0.04) / 2, 3);
});

it('counts the threads of idle feature workers, but not of GPU workers', () => {
  const idle = worker({ id: 'i', concurrency: 6 }, 0);
  const gpu = worker({ id: 'g', kind: 'worker-gpu' });
  const time = estimateTime([worker(), idle, gpu], { clips: 100, audio, cache });
  expect(time).toMatchObject({ workers: 2, shardsAtOnce: 8, measuredClips: 1_000 });
});

it.each([
  [null, 100, /Redis does not answer/],
  [[worker()], null, /not known before/],
  [[], 100, /No feature worker/],
  [[worker({}, 63)], 100, /fewer than 64 clips/],
])('is null with a reason (%#)', (workers, clips, reason) => {
  const time = estimateTime(workers, { clips, audio, cache });
  expect(time).toMatchObject({ seconds: null, basis: null });
  expect(time.reason).toMatch(reason);
});
